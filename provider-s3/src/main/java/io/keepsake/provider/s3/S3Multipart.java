package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One object that is sent in parts: seen by nobody until it is complete. */
final class S3Multipart {

  private final S3Client client;
  private final S3Requests requests;
  private final S3Checksum checksum;
  private final String bucket;
  private final String key;
  private Optional<String> id = Optional.empty();

  S3Multipart(
      S3Client client, S3Requests requests, S3Checksum checksum, String bucket, String key) {
    this.client = client;
    this.requests = requests;
    this.checksum = checksum;
    this.bucket = bucket;
    this.key = key;
  }

  /** Begins an object that is locked once it is complete, where the service keeps to that. */
  void begin(Optional<Retention> lock) {
    id = Optional.of(client.createMultipartUpload(requests.begin(key, checksum, lock)).uploadId());
  }

  /** Sends a part and compares the checksums. */
  CompletedPart part(int number, S3Body body) throws IOException {
    String value = checksum.of(body);
    UploadPartResponse answer =
        client.uploadPart(
            requests.part(key, id.orElseThrow(), number, checksum, value), body.toRequest());
    CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag(answer.eTag());
    if (checksum == S3Checksum.CRC32C) {
      ChecksumMismatchException.check(value, answer.checksumCRC32C());
      part.checksumCRC32C(value);
    }
    return part.build();
  }

  /**
   * Makes the object visible.
   *
   * @return its version, where the service tells one
   */
  Optional<String> complete(List<CompletedPart> parts, PutCondition condition) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .uploadId(id.orElseThrow())
            .multipartUpload(upload -> upload.parts(parts));
    if (condition == PutCondition.IF_ABSENT) {
      request.ifNoneMatch("*");
    }
    return Optional.ofNullable(client.completeMultipartUpload(request.build()).versionId());
  }

  /** Lets the service forget what was sent, as far as it can be reached. */
  void abort() {
    if (id.isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id.get()));
    } catch (SdkException | IllegalStateException e) {
      // The next store on this prefix removes it once it is old.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
