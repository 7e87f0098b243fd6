package io.keepsake.provider.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectChecksum.Algorithm;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Objects in a bucket, below a prefix. */
final class GcsStore implements ObjectStore {

  /** A call to the service. */
  @FunctionalInterface
  private interface Call<T> {
    T run() throws IOException;
  }

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;
  private final GcsProbe probe;
  private final GcsWriter writer;
  private final GcsReader reader;
  private final GcsLister lister;
  private final GcsDeleter deleter;
  private volatile boolean bucketSeen;

  private GcsStore(GcsConfig config, GcsClients clients) {
    this.config = config;
    this.clients = clients;
    errors = new GcsErrors(config);
    probe = new GcsProbe(config, clients, errors);
    writer = new GcsWriter(config, clients, errors);
    reader = new GcsReader(config, clients, errors);
    lister = new GcsLister(config, clients, errors);
    deleter = new GcsDeleter(config, clients, errors);
  }

  static GcsStore open(GcsConfig config) throws StoreException {
    return new GcsStore(config, GcsClients.open(config));
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public String location() {
    return config.place() + config.connection().endpoint().map(at -> " at " + at).orElse("");
  }

  /** What is not Google's own service is asked first; if that fails, it is claimed to do less. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> can = EnumSet.of(Capability.STORAGE_CLASSES, Capability.MODIFICATION_TIME);
    try {
      errors.enter("tell what it can do");
      can.addAll(probe.findings());
    } catch (StoreException e) {
      // The next call tells.
    }
    return can;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    call(
        "store " + name,
        () -> {
          boolean check =
              condition == PutCondition.IF_ABSENT
                  && !probe.findings().contains(Capability.CONDITIONAL_PUT);
          if (check && find(name).isPresent()) {
            throw errors.of(
                Kind.ALREADY_EXISTS, "store " + name, "there is an object of that name");
          }
          writer.put(name, content, check ? PutCondition.ANY : condition);
          return true;
        });
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return call("read " + name, () -> reader.open(name, range));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    Optional<ObjectStat> found = call("look up " + name, () -> find(name));
    if (found.isEmpty()) {
      requireBucket("look up " + name);
    }
    boolean checked = found.isPresent() && purpose == Purpose.REPAIR && checksChecksums();
    return checked ? found : found.map(GcsStore::withoutChecksums);
  }

  /** What is not Google's own service may hand out what clients wrote, without a look at it. */
  private boolean checksChecksums() {
    try {
      return probe.findings().contains(Capability.SERVER_CHECKSUM);
    } catch (StoreException e) {
      return false;
    }
  }

  private static ObjectStat withoutChecksums(ObjectStat stat) {
    return new ObjectStat(stat.name(), stat.length(), stat.modified());
  }

  private Optional<ObjectStat> find(ObjectName name) {
    Blob blob =
        clients
            .storage()
            .get(
                config.place().bucket(),
                config.place().key(name),
                BlobGetOption.fields(
                    BlobField.SIZE, BlobField.TIME_CREATED, BlobField.CRC32C, BlobField.MD5HASH));
    return Optional.ofNullable(blob)
        .map(
            found ->
                new ObjectStat(
                    name,
                    found.getSize() == null ? 0 : found.getSize(),
                    Optional.ofNullable(found.getCreateTimeOffsetDateTime())
                        .map(OffsetDateTime::toInstant),
                    checksums(found)));
  }

  /** The service computes both of what it took; MD5 is missing where an object was composed. */
  private static Set<ObjectChecksum> checksums(Blob blob) {
    Set<ObjectChecksum> told = new HashSet<>();
    Optional.ofNullable(blob.getCrc32c())
        .ifPresent(crc -> told.add(ObjectChecksum.ofBase64(Algorithm.CRC32C, crc)));
    Optional.ofNullable(blob.getMd5())
        .ifPresent(md5 -> told.add(ObjectChecksum.ofBase64(Algorithm.MD5, md5)));
    return told;
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    ListPage page = call("list '" + prefix + "'", () -> lister.list(prefix, continuation, limit));
    bucketSeen = true;
    return page;
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    GcsDeleter.Outcome outcome = call("delete objects", () -> deleter.delete(names));
    if (outcome == GcsDeleter.Outcome.NONE_FOUND && !names.isEmpty()) {
      requireBucket("delete objects");
    }
  }

  /** The service counts what a bucket holds once a day and tells it to its metrics only. */
  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    errors.enter("tell its used bytes");
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    errors.close();
    clients.close();
  }

  /** A missing bucket answers as a missing object does: once a store, it is asked for itself. */
  private void requireBucket(String asked) throws StoreException {
    if (!bucketSeen) {
      call(asked, () -> lister.list("", Optional.empty(), 1));
      bucketSeen = true;
    }
  }

  private <T> T call(String asked, Call<T> call) throws StoreException {
    errors.enter(asked);
    try {
      return call.run();
    } catch (IOException | RuntimeException e) {
      throw errors.of(asked, e);
    }
  }
}
