package io.keepsake.provider.s3;

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
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.provider.s3.S3Abilities.Honours;
import io.keepsake.provider.s3.S3Action.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Objects in a bucket. */
final class S3Store implements ObjectStore {

  private final S3Config config;
  private final S3Endpoint endpoint;
  private final S3Errors errors;
  private final S3Calls calls;
  private final SdkHttpClient http;
  private final S3Client client;
  private final S3Findings findings;
  private final S3Writer writer;
  private final S3Lister lister;
  private final S3Locks locks;
  private final S3Deleter deleter;
  private final S3Eraser eraser;
  private final Set<S3Reader> readers = ConcurrentHashMap.newKeySet();
  private volatile boolean bucketSeen;

  private S3Store(S3Config config, S3Endpoint endpoint, SdkHttpClient http, S3Client client) {
    this.config = config;
    this.endpoint = endpoint;
    this.http = http;
    this.client = client;
    errors = new S3Errors(config, endpoint);
    calls = new S3Calls(config.connection().idleTimeout(), errors);
    findings = new S3Findings(client, config, calls, errors);
    S3Versions versions = new S3Versions(client, config.place(), calls);
    locks = new S3Locks(client, config, calls, errors, findings, versions);
    writer = new S3Writer(client, config, calls, errors, findings, locks);
    lister = new S3Lister(client, config.place(), calls, errors);
    deleter = new S3Deleter(client, config.place(), calls);
    eraser = new S3Eraser(client, config.place(), calls, errors, locks, versions);
  }

  /**
   * Opens a bucket without connecting to it.
   *
   * @throws StoreException kind {@code INVALID} or {@code DENIED} if the SDK cannot use what is set
   */
  static S3Store open(S3Config config) throws StoreException {
    try {
      S3Endpoint endpoint = S3Endpoint.of(config);
      S3Clients clients = new S3Clients(config, endpoint);
      SdkHttpClient http = clients.http();
      return new S3Store(config, endpoint, http, clients.s3(http));
    } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
      throw new StoreException(
          Kind.INVALID,
          config.id(),
          "Provider %s: %s cannot be used: %s"
              .formatted(config.id(), config.place(), String.valueOf(e.getMessage())),
          e);
    }
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public String location() {
    return config.place() + endpoint.custom().map(custom -> " at " + custom).orElse("");
  }

  @Override
  public String toString() {
    return location();
  }

  /** Asks the service with a scratch object what it can do, if no put has done so before. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.of(Capability.MODIFICATION_TIME);
    if (endpoint.custom().isEmpty() || config.upload().storageClass().isPresent()) {
      all.add(Capability.STORAGE_CLASSES);
    }
    try {
      S3Abilities found = findings.abilities(S3Action.TRY.of("a scratch object"));
      if (found.conditionalPut() == Honours.YES) {
        all.add(Capability.CONDITIONAL_PUT);
      }
      if (found.checksum() != S3Checksum.NONE) {
        all.add(Capability.SERVER_CHECKSUM);
      }
    } catch (StoreException e) {
      // What cannot be tried, as without permission to store, is not claimed.
    }
    try {
      if (findings.locks() == Honours.YES) {
        all.add(Capability.RETENTION_LOCK);
      }
    } catch (StoreException e) {
      // Nor is this without permission to ask.
    }
    return all;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    writer.put(name, content, condition);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    Asked asked = S3Action.READ.of(name);
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(config.place().bucket())
            .key(config.place().key(name))
            .checksumMode(ChecksumMode.ENABLED)
            .range(header(range))
            .build();
    ResponseInputStream<GetObjectResponse> stream =
        calls.run(
            asked,
            progress -> client.getObject(request, ResponseTransformer.toInputStream(Duration.ZERO)),
            ResponseInputStream::abort);
    S3Reader reader = new S3Reader(asked, stream, calls, errors, readers);
    requireRange(asked, range, reader, stream.response());
    return reader;
  }

  /** A service that ignores the range would hand out the wrong bytes. */
  private void requireRange(
      Asked asked, ByteRange range, S3Reader reader, GetObjectResponse response)
      throws StoreException {
    String got = response.contentRange();
    if (!range.isAll() && (got == null || !got.startsWith("bytes " + range.offset() + "-"))) {
      reader.close();
      throw errors.of(
          Kind.CORRUPT, asked, "the service answered the range %s with another".formatted(range));
    }
  }

  private static @Nullable String header(ByteRange range) {
    if (range.isAll()) {
      return null;
    }
    boolean open = range.length() > Long.MAX_VALUE - range.offset();
    return "bytes=" + range.offset() + "-" + (open ? "" : range.offset() + range.length() - 1);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    Asked asked = S3Action.FIND.of(name);
    HeadObjectRequest.Builder request =
        HeadObjectRequest.builder().bucket(config.place().bucket()).key(config.place().key(name));
    if (purpose == Purpose.REPAIR && keepsChecksums(asked)) {
      // Others do without: it can take permission to use the key that a bucket is encrypted with.
      request.checksumMode(ChecksumMode.ENABLED);
    }
    Optional<HeadObjectResponse> found = calls.run(asked, progress -> head(request.build()));
    if (found.isEmpty()) {
      requireBucket(asked);
    }
    return found.map(
        head ->
            new ObjectStat(
                name,
                head.contentLength(),
                Optional.ofNullable(head.lastModified()),
                checksums(head)));
  }

  /**
   * Whether the service holds uploads against their checksums, and so tells none but right ones.
   */
  private boolean keepsChecksums(Asked asked) {
    try {
      return findings.abilities(asked).checksum() == S3Checksum.CRC32C;
    } catch (StoreException e) {
      return false; // what cannot be tried, as without permission to store, is not claimed
    }
  }

  /**
   * That of an object in parts may be one of the parts' checksums, and says nothing of its bytes.
   */
  private static Set<ObjectChecksum> checksums(HeadObjectResponse head) {
    String crc = head.checksumCRC32C();
    return crc == null || crc.contains("-") || head.checksumType() == ChecksumType.COMPOSITE
        ? Set.of()
        : Set.of(ObjectChecksum.ofBase64(Algorithm.CRC32C, crc));
  }

  private Optional<HeadObjectResponse> head(HeadObjectRequest request) throws IOException {
    try {
      HeadObjectResponse head = client.headObject(request);
      bucketSeen = true;
      return Optional.of(head);
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A missing bucket looks like a missing object, and must not look like an empty store. */
  private void requireBucket(Asked asked) throws StoreException {
    if (bucketSeen) {
      return;
    }
    bucketSeen =
        calls.run(
            asked,
            progress -> {
              try {
                client.headBucket(request -> request.bucket(config.place().bucket()));
                return true;
              } catch (AwsServiceException e) {
                return e.statusCode() != 404; // not allowed to look, but there
              }
            });
    if (!bucketSeen) {
      throw errors.noBucket(asked);
    }
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return lister.list(prefix, continuation, limit);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    if (config.lock().isPresent()) {
      eraser.delete(names);
    } else {
      deleter.delete(names);
    }
  }

  @Override
  public Optional<RetentionLocks> locks() {
    return Optional.of(locks);
  }

  /** Nothing: the service counts for its bills, a day later. */
  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    calls.requireReady(S3Action.FIND.of("its usage"));
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    calls.close();
    readers.forEach(S3Reader::abort);
    client.close();
    http.close();
  }
}
