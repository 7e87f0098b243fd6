package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import io.keepsake.provider.s3.S3Versions.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Deletes objects of a store that locks: all versions of each, by their ids, so that the service
 * refuses what is locked, and room is gained by the rest. A deletion that names no version would
 * put a marker in front of what is locked, hide it, and keep it.
 */
final class S3Eraser {

  private static final int AT_ONCE = 16;

  private final S3Client client;
  private final S3Place place;
  private final S3Calls calls;
  private final S3Errors errors;
  private final S3Locks locks;
  private final S3Versions versions;

  S3Eraser(
      S3Client client,
      S3Place place,
      S3Calls calls,
      S3Errors errors,
      S3Locks locks,
      S3Versions versions) {
    this.client = client;
    this.place = place;
    this.calls = calls;
    this.errors = errors;
    this.locks = locks;
    this.versions = versions;
  }

  /**
   * Deletes them, some at once: each takes two requests.
   *
   * @throws StoreException kind {@code DENIED} if one is locked, which is read as before
   */
  void delete(Collection<ObjectName> names) throws StoreException {
    Asked asked = S3Action.ERASE.of("objects");
    calls.requireReady(asked);
    List<ObjectName> all = names.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      deleteAtOnce(asked, all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
  }

  private void deleteAtOnce(Asked asked, List<ObjectName> names) throws StoreException {
    List<Future<Boolean>> deletions = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      names.forEach(name -> deletions.add(threads.submit(() -> delete(name))));
      try {
        for (Future<Boolean> each : deletions) {
          each.get();
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
      } catch (ExecutionException e) {
        throw errors.of(asked, e.getCause());
      }
    }
  }

  private boolean delete(ObjectName name) throws StoreException {
    Asked asked = S3Action.ERASE.of(name);
    String key = place.key(name);
    for (Version version : calls.run(asked, progress -> versions.of(key))) {
      delete(asked, version);
    }
    return true;
  }

  private void delete(Asked asked, Version version) throws StoreException {
    try {
      calls.run(
          asked,
          progress ->
              client.deleteObject(
                  request ->
                      request.bucket(place.bucket()).key(version.key()).versionId(version.id())));
    } catch (StoreException e) {
      throw e.kind() == Kind.DENIED ? refused(asked, version, e) : e;
    }
  }

  /** A refusal says no more than "access denied"; the lock, if there is one, is the reason. */
  private StoreException refused(Asked asked, Version version, StoreException refusal)
      throws StoreException {
    Optional<Retention> lock;
    try {
      lock = calls.run(asked, progress -> locks.retention(version.key(), version.id()));
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return refusal;
    }
    return lock.filter(S3Locks::isActive)
        .map(
            active ->
                errors.of(
                    Kind.DENIED,
                    asked,
                    "it is locked %s%s; it can be deleted after that"
                        .formatted(active, version.latest() ? "" : ", in an earlier version")))
        .orElse(refusal);
  }
}
