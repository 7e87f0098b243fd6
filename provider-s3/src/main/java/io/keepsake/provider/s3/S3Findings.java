package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Abilities.Honours;
import io.keepsake.provider.s3.S3Action.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What was found out about the service, each once in the life of a store and when first needed. */
final class S3Findings {

  /** An upload that began so long ago has no writer any more. */
  private static final Duration LEFTOVER_AGE = Duration.ofDays(2);

  private final S3Client client;
  private final S3Config config;
  private final S3Calls calls;
  private final S3Errors errors;
  private final S3Probe probe;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean cleaned = new AtomicBoolean();
  private volatile Optional<S3Abilities> abilities = Optional.empty();
  private volatile Optional<Honours> completion = Optional.empty();
  private volatile Optional<Honours> locks = Optional.empty();

  S3Findings(S3Client client, S3Config config, S3Calls calls, S3Errors errors) {
    this.client = client;
    this.config = config;
    this.calls = calls;
    this.errors = errors;
    probe = new S3Probe(client, config);
  }

  /** What the service does; asks it if that is not known. */
  S3Abilities abilities(Asked asked) throws StoreException {
    if (abilities.isEmpty()) {
      acquire(asked);
      try {
        if (abilities.isEmpty()) {
          abilities = Optional.of(calls.run(asked, probe::abilities));
        }
      } finally {
        lock.unlock();
      }
    }
    return abilities.get();
  }

  /** Whether the completion of an upload in parts keeps its condition. */
  Honours conditionalCompletion(Asked asked) throws StoreException {
    S3Checksum checksum = abilities(asked).checksum();
    if (completion.isEmpty()) {
      acquire(asked);
      try {
        if (completion.isEmpty()) {
          completion =
              Optional.of(
                  calls.run(asked, progress -> probe.conditionalCompletion(checksum, progress)));
        }
      } finally {
        lock.unlock();
      }
    }
    return completion.get();
  }

  /** Whether the bucket keeps locks. */
  Honours locks() throws StoreException {
    Asked asked =
        S3Action.FIND_LOCKS.of("whether %s has object lock".formatted(config.place().bucket()));
    if (locks.isEmpty()) {
      acquire(asked);
      try {
        if (locks.isEmpty()) {
          locks = Optional.of(calls.run(asked, progress -> probe.locks()));
        }
      } finally {
        lock.unlock();
      }
    }
    return locks.get();
  }

  /**
   * Fails unless the bucket keeps locks.
   *
   * @throws StoreException kind {@code INVALID} if it does not, or as the service answers the
   *     question
   */
  void requireLockable() throws StoreException {
    if (locks() == Honours.NO) {
      throw errors.of(
          Kind.INVALID,
          S3Action.LOCK.of("objects"),
          "the bucket %s has no object lock; turn it on, or make a bucket with it, or take the option %s out"
              .formatted(config.place().bucket(), LockRule.MODE));
    }
  }

  private void acquire(Asked asked) throws StoreException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  /**
   * Aborts uploads that a killed process left, because the service keeps and bills their parts.
   * Without a prefix the bucket may be others' too, and theirs are left alone.
   */
  void removeLeftovers() {
    if (config.place().prefix().isEmpty() || !cleaned.compareAndSet(false, true)) {
      return;
    }
    String bucket = config.place().bucket();
    Instant limit = Instant.now().minus(LEFTOVER_AGE);
    try {
      client
          .listMultipartUploadsPaginator(
              request -> request.bucket(bucket).prefix(config.place().prefix()))
          .uploads()
          .stream()
          .filter(upload -> upload.initiated().isBefore(limit))
          .forEach(upload -> abort(bucket, upload));
    } catch (SdkException e) {
      // They cost room and harm nothing else; a rule of the bucket can remove them as well.
    }
  }

  private void abort(String bucket, MultipartUpload upload) {
    client.abortMultipartUpload(
        request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
  }
}
