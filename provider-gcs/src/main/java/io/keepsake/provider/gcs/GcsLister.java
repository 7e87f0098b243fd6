package io.keepsake.provider.gcs;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists objects page by page; the service's own pages, which come in the order of UTF-8 bytes. */
final class GcsLister {

  /** What the names of objects begin with that a probe leaves behind when it is cut short. */
  static final String PROBES = ".keepsake-probe-";

  private static final int MOST = 1_000;

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;

  GcsLister(GcsConfig config, GcsClients clients, GcsErrors errors) {
    this.config = config;
    this.clients = clients;
    this.errors = errors;
  }

  ListPage list(String prefix, Optional<String> continuation, int limit) throws StoreException {
    if (limit < 1 || limit > 10_000) {
      throw errors.of(
          Kind.INVALID, "list '" + prefix + "'", "a page has 1 to 10,000 objects, not " + limit);
    }
    List<BlobListOption> options = new ArrayList<>();
    options.add(BlobListOption.prefix(config.place().prefix() + prefix));
    options.add(BlobListOption.pageSize(Math.min(limit, MOST)));
    options.add(BlobListOption.fields(BlobField.NAME, BlobField.SIZE, BlobField.TIME_CREATED));
    continuation.ifPresent(token -> options.add(BlobListOption.pageToken(token)));
    Page<Blob> page =
        clients.storage().list(config.place().bucket(), options.toArray(BlobListOption[]::new));
    List<ObjectStat> objects = new ArrayList<>();
    for (Blob blob : page.getValues()) {
      stat(blob).ifPresent(objects::add);
    }
    return new ListPage(
        objects, Optional.ofNullable(page.getNextPageToken()).filter(token -> !token.isEmpty()));
  }

  /** What is not ours or left from a probe is not shown. */
  private Optional<ObjectStat> stat(Blob blob) {
    return config
        .place()
        .name(blob.getName())
        .filter(name -> !name.value().startsWith(PROBES))
        .map(
            name ->
                new ObjectStat(
                    name,
                    blob.getSize() == null ? 0 : blob.getSize(),
                    Optional.ofNullable(blob.getCreateTimeOffsetDateTime())
                        .map(OffsetDateTime::toInstant)));
  }
}
