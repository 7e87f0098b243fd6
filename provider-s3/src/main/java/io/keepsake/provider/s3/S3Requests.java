package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** The requests that store, with what is set for all objects of a store. */
final class S3Requests {

  private static final String ABSENT = "*";

  private final String bucket;
  private final S3Upload upload;

  S3Requests(S3Config config) {
    bucket = config.place().bucket();
    upload = config.upload();
  }

  /** A whole object in one request. */
  PutObjectRequest put(String key, S3Checksum checksum, String value, PutCondition condition) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(bucket).key(key);
    upload.storageClass().ifPresent(request::storageClass);
    upload.encryption().ifPresent(request::serverSideEncryption);
    upload.kmsKey().ifPresent(request::ssekmsKeyId);
    if (!upload.tags().isEmpty()) {
      request.tagging(tagging());
    }
    if (condition == PutCondition.IF_ABSENT) {
      request.ifNoneMatch(ABSENT);
    }
    switch (checksum) {
      case CRC32C -> request.checksumCRC32C(value);
      case MD5 -> request.contentMD5(value);
      case NONE -> {}
    }
    return request.build();
  }

  /** The same request with the SHA-256 of its body. */
  static PutObjectRequest hashed(PutObjectRequest request, byte[] sha256) {
    String hex = HexFormat.of().formatHex(sha256);
    return request.toBuilder()
        .overrideConfiguration(override -> override.putHeader(KnownHashSigner.HEADER, hex))
        .build();
  }

  /** The same request with a lock on what it stores. */
  static PutObjectRequest locked(PutObjectRequest request, Retention lock) {
    return request.toBuilder()
        .objectLockMode(lock.mode().name())
        .objectLockRetainUntilDate(lock.until())
        .build();
  }

  /** The beginning of an object in parts. */
  CreateMultipartUploadRequest begin(String key, S3Checksum checksum, Optional<Retention> lock) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder().bucket(bucket).key(key);
    upload.storageClass().ifPresent(request::storageClass);
    upload.encryption().ifPresent(request::serverSideEncryption);
    upload.kmsKey().ifPresent(request::ssekmsKeyId);
    if (!upload.tags().isEmpty()) {
      request.tagging(tagging());
    }
    if (checksum == S3Checksum.CRC32C) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
    }
    lock.ifPresent(
        each -> request.objectLockMode(each.mode().name()).objectLockRetainUntilDate(each.until()));
    return request.build();
  }

  /** One part. */
  UploadPartRequest part(
      String key, String uploadId, int number, S3Checksum checksum, String value) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder().bucket(bucket).key(key).uploadId(uploadId).partNumber(number);
    switch (checksum) {
      case CRC32C -> request.checksumCRC32C(value);
      case MD5 -> request.contentMD5(value);
      case NONE -> {}
    }
    return request.build();
  }

  private Tagging tagging() {
    return Tagging.builder()
        .tagSet(upload.tags().entrySet().stream().map(S3Requests::tag).toList())
        .build();
  }

  private static Tag tag(Map.Entry<String, String> tag) {
    return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
  }
}
