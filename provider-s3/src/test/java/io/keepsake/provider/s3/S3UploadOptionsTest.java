package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How objects are to be stored, as the service is told. */
final class S3UploadOptionsTest {

  private static final String BEGUN =
      "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED =
      "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
  private static final String NOTHING =
      "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>";

  @Test
  void allObjectsCarryTheClassTheKeyAndTheTags() throws Exception {
    Map<String, String> options =
        Map.of(
            "storage-class",
            "standard_ia",
            "sse",
            "aws:kms",
            "sse-kms-key-id",
            "arn:aws:kms:eu-west-3:1:key/k",
            "tags",
            "team=photos,keep=long & safe");
    for (String head : created(options)) {
      assertHas(head, "x-amz-storage-class: standard_ia");
      assertHas(head, "x-amz-server-side-encryption: aws:kms");
      assertHas(head, "x-amz-server-side-encryption-aws-kms-key-id: arn:aws:kms:eu-west-3:1:key/k");
      assertHas(head, "keep=long%20%26%20safe");
      assertHas(head, "team=photos");
    }
  }

  @Test
  void theServicesOwnKeyIsAskedForByName() throws Exception {
    for (String head : created(Map.of("sse", "AES256"))) {
      assertHas(head, "x-amz-server-side-encryption: aes256");
      assertTrue(!head.contains("kms") && !head.contains("x-amz-tagging"), head);
    }
  }

  @Test
  void withoutOptionsTheBucketsRulesCount() throws Exception {
    for (String head : created(Map.of())) {
      assertTrue(!head.contains("x-amz-server-side") && !head.contains("x-amz-storage"), head);
    }
  }

  /** Heads, in lower case, of the requests that made a small and a large object. */
  private static List<String> created(Map<String, String> more) throws Exception {
    try (CannedService service = CannedService.answering(S3UploadOptionsTest::answer);
        ObjectStore store = service.open(more)) {
      for (int length : List.of(10, (64 << 20) + 1)) {
        store.put(
            new ObjectName("packs/" + length),
            ObjectContent.of(new byte[length]),
            PutCondition.ANY,
            Purpose.BACKUP);
      }
      List<String> heads =
          service.heads().stream()
              .filter(head -> head.contains("/packs/10 ") || head.contains("?uploads "))
              .filter(head -> !head.startsWith("GET"))
              .map(head -> head.toLowerCase(Locale.ROOT))
              .toList();
      assertEquals(2, heads.size(), () -> service.heads().toString());
      return heads;
    }
  }

  private static byte[] answer(String head) {
    String line = head.lines().findFirst().orElse("");
    if (line.startsWith("POST")) {
      return CannedService.answer(200, line.contains("?uploads") ? BEGUN : COMPLETED);
    }
    return line.startsWith("GET")
        ? CannedService.answer(200, NOTHING)
        : CannedService.answer(200, "", "ETag: \"e\"");
  }

  private static void assertHas(String head, String words) {
    assertTrue(head.contains(words), () -> words + " in " + head);
  }
}
