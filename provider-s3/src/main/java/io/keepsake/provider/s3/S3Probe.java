package io.keepsake.provider.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.provider.s3.S3Abilities.Honours;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Finds out with a scratch object what a service does, where services differ and some ignore
 * silently what they do not know: sends checksums that are wrong and conditions that do not hold.
 */
final class S3Probe {

  private static final ObjectContent CONTENT =
      ObjectContent.of("Keepsake tries what this service can do\n".getBytes(UTF_8));

  private final S3Client client;
  private final S3Place place;
  private final S3Requests requests;

  S3Probe(S3Client client, S3Config config) {
    this.client = client;
    place = config.place();
    requests = new S3Requests(config);
  }

  /** Checksum and condition of puts in one request. */
  S3Abilities abilities(S3Call.Progress progress) throws IOException {
    String key = place.scratchKey();
    S3Body body = new S3Body(CONTENT, progress);
    try {
      S3Checksum checksum = checksum(key, body);
      boolean again = accepts(key, body, checksum, checksum.of(body), PutCondition.IF_ABSENT);
      return new S3Abilities(checksum, again ? Honours.NO : Honours.YES);
    } finally {
      remove(key);
    }
  }

  /** Whether the completion of an object in parts keeps its condition. */
  Honours conditionalCompletion(S3Checksum checksum, S3Call.Progress progress) throws IOException {
    String key = place.scratchKey();
    S3Body body = new S3Body(CONTENT, progress);
    S3Multipart upload = new S3Multipart(client, requests, checksum, place.bucket(), key);
    try {
      put(key, body, checksum, checksum.of(body), PutCondition.ANY);
      upload.begin(Optional.empty());
      CompletedPart part = upload.part(1, body);
      upload.complete(List.of(part), PutCondition.IF_ABSENT);
      return Honours.NO;
    } catch (AwsServiceException e) {
      upload.abort();
      if (e.statusCode() == 412) {
        return Honours.YES;
      }
      if (isRefusal(e)) {
        return Honours.NO;
      }
      throw e;
    } finally {
      remove(key);
    }
  }

  /** Whether the bucket keeps locks; a service that does not know the question has none. */
  Honours locks() {
    try {
      ObjectLockConfiguration found =
          client
              .getObjectLockConfiguration(request -> request.bucket(place.bucket()))
              .objectLockConfiguration();
      boolean on = found != null && found.objectLockEnabled() == ObjectLockEnabled.ENABLED;
      return on ? Honours.YES : Honours.NO;
    } catch (AwsServiceException e) {
      if (ServiceErrors.code(e).equals("ObjectLockConfigurationNotFoundError") || isRefusal(e)) {
        return Honours.NO;
      }
      throw e;
    }
  }

  /** The cheapest that the service takes if it is right and refuses if it is wrong. */
  private S3Checksum checksum(String key, S3Body body) throws IOException {
    for (S3Checksum each : List.of(S3Checksum.CRC32C, S3Checksum.MD5)) {
      if (accepts(key, body, each, each.of(body), PutCondition.ANY)
          && !accepts(key, body, each, each.wrong(), PutCondition.ANY)) {
        return each;
      }
    }
    put(key, body, S3Checksum.NONE, "", PutCondition.ANY);
    return S3Checksum.NONE;
  }

  private boolean accepts(
      String key, S3Body body, S3Checksum checksum, String value, PutCondition condition) {
    try {
      put(key, body, checksum, value, condition);
      return true;
    } catch (AwsServiceException e) {
      if (isRefusal(e)) {
        return false;
      }
      throw e;
    }
  }

  private void put(
      String key, S3Body body, S3Checksum checksum, String value, PutCondition condition) {
    PutObjectRequest request = requests.put(key, checksum, value, condition);
    client.putObject(request, body.toRequest());
  }

  /** Whether it is what was sent that the service does not like, and not who sent it. */
  private static boolean isRefusal(AwsServiceException answer) {
    return switch (ServiceErrors.code(answer)) {
      case "AuthorizationHeaderMalformed", "ExpiredToken", "InvalidToken", "RequestTimeout" ->
          false;
      default ->
          switch (answer.statusCode()) {
            case 400, 405, 409, 412, 501 -> true;
            default -> false;
          };
    };
  }

  private void remove(String key) {
    boolean interrupted = Thread.interrupted();
    try {
      client.deleteObject(request -> request.bucket(place.bucket()).key(key));
    } catch (SdkException | IllegalStateException e) {
      // Never listed, and a few bytes long.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
