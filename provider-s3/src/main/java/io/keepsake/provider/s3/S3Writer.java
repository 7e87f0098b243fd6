package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Abilities.Honours;
import io.keepsake.provider.s3.S3Action.Asked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Stores objects: in one request up to {@link S3Upload#THRESHOLD}, in parts above. An object in
 * parts is as atomic as one in a single request, but some services that keep the condition of a put
 * ignore that of a completion; there even a large object goes in one request while it may, up to 5
 * GiB.
 */
final class S3Writer {

  private static final long MOST_IN_ONE = 5L << 30;
  private static final int MOST_PARTS = 10_000;

  private final S3Client client;
  private final S3Config config;
  private final S3Calls calls;
  private final S3Errors errors;
  private final S3Requests requests;
  private final S3Findings findings;
  private final S3Locks locks;

  /** Whether locks that came with an upload in one request were seen to hold. */
  private volatile boolean lockSeen;

  S3Writer(
      S3Client client,
      S3Config config,
      S3Calls calls,
      S3Errors errors,
      S3Findings findings,
      S3Locks locks) {
    this.client = client;
    this.config = config;
    this.calls = calls;
    this.errors = errors;
    this.findings = findings;
    this.locks = locks;
    requests = new S3Requests(config);
  }

  void put(ObjectName name, ObjectContent content, PutCondition condition) throws StoreException {
    Optional<Retention> lock =
        config.lock().filter(_ -> LockRule.isFor(name)).map(rule -> rule.from(Instant.now()));
    Asked asked = (lock.isPresent() ? S3Action.STORE_LOCKED : S3Action.STORE).of(name);
    if (S3Place.isScratch(name.value())) {
      throw errors.of(Kind.INVALID, asked, "the name is reserved");
    }
    if (lock.isPresent()) {
      findings.requireLockable();
    }
    S3Abilities abilities = findings.abilities(asked);
    boolean inParts = content.length() > S3Upload.THRESHOLD;
    Honours honours = abilities.conditionalPut();
    if (inParts && condition == PutCondition.IF_ABSENT && honours == Honours.YES) {
      Honours completion = findings.conditionalCompletion(asked);
      inParts = completion == Honours.YES || content.length() > MOST_IN_ONE;
      honours = inParts ? completion : honours;
    }
    S3Checksum checksum = abilities.checksum();
    if (lock.isPresent() && checksum == S3Checksum.NONE) {
      checksum = S3Checksum.MD5; // Amazon and others refuse locks without any
    }
    try {
      send(asked, name, content, new How(inParts, condition, honours, checksum, lock));
    } catch (StoreException e) {
      if (e.kind() == Kind.ALREADY_EXISTS && lock.isPresent()) {
        locks.ensureThere(name, lock.get());
      }
      throw e;
    }
  }

  /** How an object is sent. */
  private record How(
      boolean inParts,
      PutCondition condition,
      Honours honours,
      S3Checksum checksum,
      Optional<Retention> lock) {

    boolean checksBefore() {
      return condition == PutCondition.IF_ABSENT && honours == Honours.NO;
    }

    PutCondition sentCondition() {
      return honours == Honours.YES ? condition : PutCondition.ANY;
    }
  }

  private void send(Asked asked, ObjectName name, ObjectContent content, How how)
      throws StoreException {
    String key = config.place().key(name);
    boolean raced =
        calls.run(
            asked,
            progress -> {
              if (how.checksBefore() && exists(key)) {
                throw taken(asked);
              }
              return isRaced(() -> send(key, content, how, progress));
            });
    if (raced) {
      throw calls.run(asked, progress -> exists(key))
          ? taken(asked)
          : errors.of(
              Kind.UNAVAILABLE, asked, "another request for the same object got in its way");
    }
  }

  private StoreException taken(Asked asked) {
    return errors.of(Kind.ALREADY_EXISTS, asked, "there is an object of that name");
  }

  @FunctionalInterface
  private interface Sending {
    void run() throws IOException;
  }

  /** Amazon answers 409 to some of several conditional puts that run at the same time. */
  private static boolean isRaced(Sending sending) throws IOException {
    try {
      sending.run();
      return false;
    } catch (AwsServiceException e) {
      if (ServiceErrors.code(e).equals("ConditionalRequestConflict")) {
        return true;
      }
      throw e;
    }
  }

  private boolean exists(String key) {
    try {
      client.headObject(request -> request.bucket(config.place().bucket()).key(key));
      return true;
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private void send(String key, ObjectContent content, How how, S3Call.Progress progress)
      throws IOException {
    if (how.inParts()) {
      sendParts(key, content, how, progress);
      return;
    }
    S3Body body = new S3Body(content, progress);
    String value = how.checksum().of(body);
    PutObjectRequest plain = requests.put(key, how.checksum(), value, how.sentCondition());
    PutObjectRequest locked = how.lock().map(l -> S3Requests.locked(plain, l)).orElse(plain);
    PutObjectRequest request =
        content.sha256().map(hash -> S3Requests.hashed(locked, hash)).orElse(locked);
    PutObjectResponse answer = client.putObject(request, body.toRequest());
    if (how.checksum() == S3Checksum.CRC32C) {
      ChecksumMismatchException.check(value, answer.checksumCRC32C());
    }
    if (how.lock().isPresent() && !lockSeen) {
      lockSeen = locks.ensure(key, answer.versionId(), how.lock().get());
    }
  }

  private void sendParts(String key, ObjectContent content, How how, S3Call.Progress progress)
      throws IOException {
    findings.removeLeftovers();
    Optional<String> version;
    S3Multipart upload =
        new S3Multipart(client, requests, how.checksum(), config.place().bucket(), key);
    try {
      upload.begin(how.lock());
      List<CompletedPart> parts = new ArrayList<>();
      try (S3Parts cut = S3Parts.of(content, partSize(content.length()), progress)) {
        for (ByteBuffer part = cut.next(); part.hasRemaining(); part = cut.next()) {
          S3Body body = new S3Body(ObjectContent.of(part), progress);
          parts.add(upload.part(parts.size() + 1, body));
        }
      }
      version = upload.complete(parts, how.sentCondition());
    } catch (IOException | SdkException e) {
      upload.abort();
      throw e;
    }
    if (how.lock().isPresent()) {
      locks.ensure(key, version.orElse(null), how.lock().get());
    }
  }

  private int partSize(long length) {
    long least = Math.ceilDiv(length, MOST_PARTS);
    return Math.toIntExact(Math.max(config.upload().partSize(), least));
  }
}
