package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.LongListing;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Listings as long as that of a large vault. S3Proxy reads the whole bucket again for each page and
 * takes minutes for as many, so it lists some thousands, and a server of the test's own all.
 */
@Timeout(120)
final class S3ListingTest {

  private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");
  private static final Pattern LIMIT = Pattern.compile("max-keys=(\\d+)");

  @Test
  void aHundredThousandObjectsTakeAHundredRequestsAndNoMemory() throws Exception {
    List<String> names = LongListing.names(LongListing.OBJECTS).toList();
    try (CannedService service = CannedService.answering(head -> page(names, head));
        ObjectStore store = open(service.endpoint())) {
      assertEquals(
          LongListing.pages(LongListing.OBJECTS), LongListing.check(store, LongListing.OBJECTS));
      int first = 1; // asked for one object before the listing proper
      assertEquals(LongListing.OBJECTS / LongListing.PAGE + first, service.heads().size());
    }
  }

  @Test
  void someThousandsOnS3Proxy() throws Exception {
    String prefix = "listing-" + UUID.randomUUID();
    Path directory = Servers.s3proxy().createBucket(Servers.BUCKET).resolve(prefix);
    int count = 5_000;
    for (String name : LongListing.names(count).toList()) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    try (ObjectStore store = Servers.open(prefix, Map.of())) {
      assertEquals(LongListing.pages(count), LongListing.check(store, count));
    }
  }

  /** As Amazon answers; the token is the number of the page's first object. */
  private static byte[] page(List<String> names, String head) {
    Matcher token = TOKEN.matcher(head);
    Matcher limit = LIMIT.matcher(head);
    int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
    int to = Math.min(names.size(), from + (limit.find() ? Integer.parseInt(limit.group(1)) : 0));
    StringBuilder page = new StringBuilder("<ListBucketResult>");
    for (String name : names.subList(from, to)) {
      page.append("<Contents><Key>vault/")
          .append(name)
          .append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>")
          .append("<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size>")
          .append("<StorageClass>STANDARD</StorageClass></Contents>");
    }
    boolean more = to < names.size();
    page.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more) {
      page.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
    }
    return CannedService.answer(200, page.append("</ListBucketResult>").toString());
  }

  private static ObjectStore open(URI endpoint) throws Exception {
    Map<String, String> options =
        Map.of(
            "endpoint", endpoint.toString(), "access-key-id", "key", "secret-access-key", "secret");
    return S3Store.open(
        S3Config.of(new StoreSettings("aws", URI.create("s3://weddings/vault"), options)));
  }
}
