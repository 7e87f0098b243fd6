package io.keepsake.provider.s3;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Loads the SDK's classes of the requests that open a vault, with a class of its own behind each of
 * their fields, on a thread that has nothing else to do.
 */
final class S3WarmUp {

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private S3WarmUp() {}

  /** Loads them, the first time it is called. */
  static void once() {
    if (DONE.compareAndSet(false, true)) {
      List.<SdkPojo>of(
              GetObjectRequest.builder().build(),
              GetObjectResponse.builder().build(),
              ListObjectsV2Request.builder().build(),
              ListObjectsV2Response.builder().build(),
              S3Object.builder().build())
          .forEach(SdkPojo::sdkFields);
    }
  }
}
