package io.keepsake.provider.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lists objects page by page. The service's order is that of the names' bytes, except in accounts
 * with a hierarchical namespace, and for characters beyond the basic plane where it compares them
 * in UTF-16. Each page is sorted; one that belongs before what was shown is refused, because
 * whoever compares listings would take objects for missing that are there. So a continuation is the
 * last name shown, a line feed, and the service's own.
 */
final class AzureLister {

  /** The service allows 5,000; an answer of 1,000 comes within the idle limit on slow lines too. */
  private static final int MOST = 1_000;

  private final AzureConfig config;
  private final AzureCalls calls;
  private final BlobContainerAsyncClient container;

  AzureLister(AzureConfig config, AzureCalls calls, BlobContainerAsyncClient container) {
    this.config = config;
    this.calls = calls;
    this.container = container;
  }

  ListPage list(String prefix, Optional<String> continuation, int limit) throws StoreException {
    String asked = "list '" + prefix + "'";
    if (limit < 1 || limit > 10_000) {
      throw config.failure(Kind.INVALID, asked, "a page has 1 to 10,000 objects, not " + limit);
    }
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(config.prefix() + prefix)
            .setMaxResultsPerPage(Math.min(limit, MOST));
    int line = continuation.map(c -> c.indexOf('\n')).orElse(-1);
    String last = continuation.map(c -> c.substring(0, line)).orElse("");
    String marker = continuation.map(c -> c.substring(line + 1)).orElse(null);
    PagedResponse<BlobItem> page =
        calls
            .await(asked, container.listBlobs(options, marker).byPage().next())
            .orElseThrow(() -> config.failure(Kind.UNAVAILABLE, asked, "Azure answered nothing"));
    List<ObjectStat> objects =
        page.getValue().stream()
            .flatMap(item -> object(item).stream())
            .sorted(Comparator.comparing(ObjectStat::name))
            .toList();
    if (!objects.isEmpty()) {
      String first = objects.getFirst().name().value();
      if (ObjectName.compareBytes(last, first) >= 0) {
        throw disorder(asked, last, first);
      }
    }
    String shown = objects.isEmpty() ? last : objects.getLast().name().value();
    return new ListPage(
        objects,
        Optional.ofNullable(page.getContinuationToken())
            .filter(next -> !next.isEmpty())
            .map(next -> shown + "\n" + next));
  }

  /** Empty for what is not ours: a probe, or a blob whose name cannot be an object's. */
  private Optional<ObjectStat> object(BlobItem item) {
    String name = item.getName();
    if (name.length() <= config.prefix().length() || !name.startsWith(config.prefix())) {
      return Optional.empty();
    }
    String own = name.substring(config.prefix().length());
    if (own.startsWith(ConditionProbe.NAME)) {
      return Optional.empty();
    }
    Long length = item.getProperties().getContentLength();
    OffsetDateTime modified = item.getProperties().getLastModified();
    try {
      return Optional.of(
          new ObjectStat(
              new ObjectName(own),
              length == null ? 0 : length,
              Optional.ofNullable(modified).map(OffsetDateTime::toInstant)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private StoreException disorder(String asked, String last, String name) {
    return config.failure(
        Kind.INVALID,
        asked,
        "account %s lists '%s' before '%s', as those with a hierarchical namespace do; use an"
                .formatted(config.account(), last, name)
            + " account without one");
  }
}
