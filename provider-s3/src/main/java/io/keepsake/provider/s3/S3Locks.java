package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;

/**
 * Object Lock. A lock belongs to one version of an object; here the one that is read now is meant
 * unless another one is named.
 */
final class S3Locks implements RetentionLocks {

  private final S3Client client;
  private final S3Config config;
  private final S3Calls calls;
  private final S3Errors errors;
  private final S3Findings findings;
  private final S3Versions versions;

  S3Locks(
      S3Client client,
      S3Config config,
      S3Calls calls,
      S3Errors errors,
      S3Findings findings,
      S3Versions versions) {
    this.client = client;
    this.config = config;
    this.calls = calls;
    this.errors = errors;
    this.findings = findings;
    this.versions = versions;
  }

  @Override
  public Optional<LockRule> rule() {
    return config.lock();
  }

  @Override
  public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
    findings.requireLockable();
    Asked asked = S3Action.READ_LOCK.of(name);
    return calls.run(asked, progress -> retention(config.place().key(name), null));
  }

  @Override
  public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
    Optional<Retention> there = read(name, purpose);
    Asked asked = S3Action.LOCK.of(name);
    if (there.filter(S3Locks::isActive).filter(old -> !retention.covers(old)).isPresent()) {
      throw errors.of(
          Kind.DENIED,
          asked,
          "it is locked %s, which is longer or firmer, and stays".formatted(there.get()));
    }
    boolean firmer = there.filter(S3Locks::isActive).filter(softer(retention)).isPresent();
    calls.run(
        firmer ? S3Action.LOCK_FIRMER.of(name) : asked,
        progress -> {
          setOrStep(config.place().key(name), retention, firmer);
          return true;
        });
  }

  private static Predicate<Retention> softer(Retention than) {
    return lock -> lock.mode().compareTo(than.mode()) < 0;
  }

  /** Some services take a firmer mode only from who says that he may end the one before it. */
  private void setOrStep(String key, Retention retention, boolean firmer) {
    try {
      set(key, null, retention);
    } catch (AwsServiceException e) {
      if (!firmer || e.statusCode() != 403) {
        throw e;
      }
      client.putObjectRetention(
          request(key, null, retention).bypassGovernanceRetention(true).build());
    }
  }

  @Override
  public ListPage hidden(Optional<String> continuation, Purpose purpose) throws StoreException {
    findings.requireLockable();
    return versions.hidden(continuation);
  }

  @Override
  public Optional<Retention> readHidden(ObjectName name, Purpose purpose) throws StoreException {
    findings.requireLockable();
    Asked asked = S3Action.READ_LOCK.of("what is hidden as " + name);
    String key = config.place().key(name);
    return calls.run(
        asked,
        progress ->
            versions.withBytes(key).stream()
                .flatMap(version -> retention(key, version.id()).stream())
                .max(Comparator.comparing(Retention::until)));
  }

  /**
   * Makes sure that what was just stored is locked, as some services ignore the lock that comes
   * with an upload in parts (Ceph 16 does).
   *
   * @param version the one that was stored; null if the service told none
   * @return whether it was locked before this looked
   */
  boolean ensure(String key, @Nullable String version, Retention wanted) {
    if (retention(key, version).filter(there -> there.covers(wanted)).isPresent()) {
      return true;
    }
    set(key, version, wanted);
    return false;
  }

  /**
   * Makes sure that what is there under a name is locked, as an upload before may have failed
   * between the object and its lock. A lock that is there and cannot be made longer is enough.
   *
   * @throws StoreException if it is not locked and cannot be
   */
  void ensureThere(ObjectName name, Retention wanted) throws StoreException {
    String key = config.place().key(name);
    calls.run(
        S3Action.LOCK.of(name),
        progress -> {
          Optional<Retention> there = retention(key, null).filter(S3Locks::isActive);
          Retention longer = there.map(lock -> longer(lock, wanted)).orElse(wanted);
          if (there.filter(longer::equals).isPresent()) {
            return true;
          }
          try {
            set(key, null, longer);
          } catch (AwsServiceException e) {
            if (there.isEmpty() || e.statusCode() != 403) {
              throw e;
            }
          }
          return true;
        });
  }

  /** As firm as the firmer and as long as the longer of both. */
  private static Retention longer(Retention one, Retention other) {
    LockMode mode = one.mode().compareTo(other.mode()) >= 0 ? one.mode() : other.mode();
    return new Retention(mode, one.until().isAfter(other.until()) ? one.until() : other.until());
  }

  /** Whether it still holds, by this machine's clock. */
  static boolean isActive(Retention retention) {
    return retention.until().isAfter(Instant.now());
  }

  /** The lock of a version, or of the one that is read now. */
  Optional<Retention> retention(String key, @Nullable String version) {
    try {
      ObjectLockRetention found =
          client
              .getObjectRetention(
                  request -> request.bucket(config.place().bucket()).key(key).versionId(version))
              .retention();
      return found == null || found.retainUntilDate() == null
          ? Optional.empty()
          : Optional.of(new Retention(mode(found), found.retainUntilDate()));
    } catch (AwsServiceException e) {
      // Amazon's word for an object without a lock, and Ceph's.
      if (ServiceErrors.code(e).equals("NoSuchObjectLockConfiguration")
          || ServiceErrors.code(e).equals("ObjectLockConfigurationNotFoundError")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void set(String key, @Nullable String version, Retention retention) {
    client.putObjectRetention(request(key, version, retention).build());
  }

  private PutObjectRetentionRequest.Builder request(
      String key, @Nullable String version, Retention retention) {
    return PutObjectRetentionRequest.builder()
        .bucket(config.place().bucket())
        .key(key)
        .versionId(version)
        .retention(lock -> lock.mode(retention.mode().name()).retainUntilDate(retention.until()));
  }

  private static LockMode mode(ObjectLockRetention found) {
    return found.mode() == ObjectLockRetentionMode.COMPLIANCE
        ? LockMode.COMPLIANCE
        : LockMode.GOVERNANCE;
  }
}
