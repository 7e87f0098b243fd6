package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.s3.S3Action.Asked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Deletes objects, up to 1,000 a request where the service knows that request. */
final class S3Deleter {

  private static final int MOST_IN_BATCH = 1_000;

  private final S3Client client;
  private final S3Place place;
  private final S3Calls calls;
  private volatile boolean singly;

  S3Deleter(S3Client client, S3Place place, S3Calls calls) {
    this.client = client;
    this.place = place;
    this.calls = calls;
  }

  void delete(Collection<ObjectName> names) throws StoreException {
    calls.requireReady(S3Action.DELETE.of("objects"));
    List<ObjectName> left = new ArrayList<>(names.stream().distinct().toList());
    while (!left.isEmpty()) {
      List<ObjectName> batch = left.subList(0, Math.min(MOST_IN_BATCH, left.size()));
      if (batch.size() == 1 || singly) {
        deleteSingly(batch);
      } else {
        deleteBatch(batch);
      }
      batch.clear();
    }
  }

  private void deleteSingly(List<ObjectName> names) throws StoreException {
    for (ObjectName name : names) {
      calls.run(
          S3Action.DELETE.of(name),
          progress ->
              client.deleteObject(request -> request.bucket(place.bucket()).key(place.key(name))));
    }
  }

  private void deleteBatch(List<ObjectName> names) throws StoreException {
    Asked asked =
        S3Action.DELETE.of("%s and %d more".formatted(names.getFirst(), names.size() - 1));
    boolean known = calls.run(asked, progress -> isDeleted(names));
    if (!known) {
      singly = true;
      deleteSingly(names);
    }
  }

  /** Whether the service knows the request at all; some that speak the protocol do not. */
  private boolean isDeleted(List<ObjectName> names) {
    List<ObjectIdentifier> keys =
        names.stream()
            .map(name -> ObjectIdentifier.builder().key(place.key(name)).build())
            .toList();
    DeleteObjectsResponse answer;
    try {
      answer =
          client.deleteObjects(
              request ->
                  request.bucket(place.bucket()).delete(all -> all.objects(keys).quiet(true)));
    } catch (AwsServiceException e) {
      if (isUnknown(e)) {
        return false;
      }
      throw e;
    }
    for (S3Error error : answer.errors()) {
      if (!"NoSuchKey".equals(error.code())) {
        throw failure(error);
      }
    }
    return true;
  }

  private static boolean isUnknown(AwsServiceException answer) {
    return switch (ServiceErrors.code(answer)) {
      case "NotImplemented", "MethodNotAllowed", "MissingContentMD5", "InvalidRequest" -> true;
      default -> answer.statusCode() == 501 || answer.statusCode() == 405;
    };
  }

  /** The failure that deleting this object alone would have had. */
  private static AwsServiceException failure(S3Error error) {
    int status =
        switch (String.valueOf(error.code())) {
          case "AccessDenied" -> 403;
          case "SlowDown" -> 503;
          default -> 500;
        };
    return S3Exception.builder()
        .statusCode(status)
        .message(error.message())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(error.code())
                .errorMessage("%s (%s)".formatted(error.message(), error.key()))
                .serviceName("S3")
                .build())
        .build();
  }
}
