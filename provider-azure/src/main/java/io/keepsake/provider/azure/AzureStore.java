package io.keepsake.provider.azure;

import com.azure.storage.blob.models.BlobDownloadAsyncResponse;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.DownloadRetryOptions;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Objects as block blobs in a container. */
final class AzureStore implements ObjectStore {

  private static final DownloadRetryOptions ONE_TRY =
      new DownloadRetryOptions().setMaxRetryRequests(0);

  /** The service tells the checksum of a range up to this size. */
  private static final long MOST_CHECKED = 4L << 20;

  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final AzureConfig config;
  private final AzureErrors errors;
  private final AzureCalls calls;
  private final AzureClients clients;
  private final BlobUploads uploads;
  private final AzureWriter writer;
  private final AzureLister lister;
  private final AzureDeleter deleter;

  AzureStore(AzureConfig config) {
    this.config = config;
    errors = new AzureErrors(config);
    calls = new AzureCalls(config, errors);
    clients = AzureClients.of(config);
    uploads = new BlobUploads(config, calls, clients);
    deleter = new AzureDeleter(config, calls, clients);
    writer =
        new AzureWriter(
            config,
            uploads,
            (asked, blob) -> properties(asked, blob).isPresent(),
            this::removeProbe);
    lister = new AzureLister(config, calls, clients.container());
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public String location() {
    return config.location();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.of(Capability.STORAGE_CLASSES, Capability.MODIFICATION_TIME);
    if (writer.isConditional()) {
      all.add(Capability.CONDITIONAL_PUT);
    }
    if (uploads.isChecked()) {
      all.add(Capability.SERVER_CHECKSUM);
    }
    return all;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    calls.enter("store " + name);
    writer.put(name, content, condition);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    String asked = "read " + name;
    Mono<BlobDownloadAsyncResponse> work =
        clients
            .container()
            .getBlobAsyncClient(config.blob(name))
            .downloadStreamWithResponse(
                blobRange(range), ONE_TRY, null, !range.isAll() && range.length() <= MOST_CHECKED)
            .onErrorMap(thrown -> rangeProblem(asked, range, thrown));
    BlobDownloadAsyncResponse answer =
        calls
            .await(asked, work)
            .orElseThrow(() -> config.failure(Kind.UNAVAILABLE, asked, "Azure answered nothing"));
    BlobBody body = new BlobBody(asked, calls, errors);
    answer.getValue().subscribe(body);
    long length = answer.getDeserializedHeaders().getContentLength();
    if (length == 0 && !range.isAll()) {
      body.close();
      throw behindEnd(asked, range);
    }
    return new AzureReader(
        asked,
        config,
        body,
        length,
        Optional.ofNullable(answer.getDeserializedHeaders().getContentMd5()));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return properties("look up " + name, config.blob(name))
        .map(
            found ->
                new ObjectStat(
                    name,
                    found.getBlobSize(),
                    Optional.ofNullable(found.getLastModified()).map(OffsetDateTime::toInstant)));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return lister.list(prefix, continuation, limit);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    calls.enter("delete objects");
    deleter.delete(names);
  }

  /** Azure tells used bytes only in its metrics, once a day, and has no limit to tell. */
  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    calls.enter("tell its use");
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    calls.close();
  }

  private Optional<BlobProperties> properties(String asked, String blob) throws StoreException {
    Mono<BlobProperties> work = clients.container().getBlobAsyncClient(blob).getProperties();
    return calls.await(asked, work.onErrorResume(AzureErrors::isBlobMissing, _ -> Mono.empty()));
  }

  private void removeProbe(String blob) {
    try {
      deleter.deleteOne("remove a probe", blob);
    } catch (StoreException e) {
      // One byte that listings do not show stays where deleting is not allowed.
    }
  }

  private Throwable rangeProblem(String asked, ByteRange range, Throwable thrown) {
    boolean behind =
        AzureErrors.answer(thrown).filter(a -> a.status() == RANGE_NOT_SATISFIABLE).isPresent();
    return behind ? behindEnd(asked, range) : thrown;
  }

  private StoreException behindEnd(String asked, ByteRange range) {
    return config.failure(
        Kind.INVALID,
        asked,
        "the range begins at %d, at or behind its end".formatted(range.offset()));
  }

  private static BlobRange blobRange(ByteRange range) {
    return range.length() >= Long.MAX_VALUE - range.offset()
        ? new BlobRange(range.offset())
        : new BlobRange(range.offset(), range.length());
  }
}
