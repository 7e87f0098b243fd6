package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Errors.Verdict;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What the service's own answers mean. The codes are those of Amazon's "Error responses" of S3 and
 * STS, and what Ceph and MinIO add.
 */
final class ServiceErrors {

  private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");
  private static final int MOST_WORDS = 300;

  private final S3Config config;
  private final S3Endpoint endpoint;

  ServiceErrors(S3Config config, S3Endpoint endpoint) {
    this.config = config;
    this.endpoint = endpoint;
  }

  Verdict of(S3Action action, AwsServiceException answer) {
    Verdict verdict = byCode(action, code(answer), answer);
    return new Verdict(verdict.kind(), verdict.words() + quoted(answer));
  }

  /** The service's code, or empty: an answer to HEAD has no body to tell one in. */
  static String code(AwsServiceException answer) {
    return details(answer).map(AwsErrorDetails::errorCode).orElse("");
  }

  private Verdict byCode(S3Action action, String code, AwsServiceException answer) {
    return switch (code) {
      case "NoSuchBucket" -> noBucket();
      case "NoSuchKey" -> new Verdict(Kind.NOT_FOUND, "there is no such object");
      case "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          wrongRegion(answer);
      case "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "ExpiredTokenException",
          "TokenRefreshRequired",
          "RequestExpired",
          "InvalidToken",
          "InvalidIdentityToken",
          "RequestTimeTooSkewed" ->
          credentials(code);
      case "SlowDown",
          "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "TooManyRequestsException",
          "BandwidthLimitExceeded" ->
          throttled();
      case "QuotaExceeded", "StorageFull", "XMinioStorageFull", "InsufficientCapacity" -> full();
      case "BadDigest",
          "InvalidDigest",
          "IncompleteBody",
          "XAmzContentSHA256Mismatch",
          "XAmzContentChecksumMismatch" ->
          new Verdict(
              Kind.CORRUPT, "the bytes changed on the way to the service, which refused them");
      case "InvalidObjectState" ->
          new Verdict(
              Kind.INVALID,
              "the object is in a storage class that has to be thawed first; restore it in the"
                  + " service, then start over");
      case "RequestTimeout" ->
          new Verdict(Kind.TIMEOUT, "the service got no bytes for too long; check the connection");
      case "ConditionalRequestConflict", "OperationAborted", "NoSuchUpload" ->
          new Verdict(Kind.UNAVAILABLE, "another request for the same object got in its way");
      default -> byStatus(action, answer);
    };
  }

  private Verdict byStatus(S3Action action, AwsServiceException answer) {
    return switch (answer.statusCode()) {
      case 301, 307 -> wrongRegion(answer);
      case 401, 403 -> denied(action, answer);
      case 404 -> new Verdict(Kind.NOT_FOUND, "there is no such object");
      case 408 -> new Verdict(Kind.TIMEOUT, "the service waited too long; check the connection");
      case 412 -> new Verdict(Kind.ALREADY_EXISTS, "there is an object of that name");
      case 416 -> new Verdict(Kind.INVALID, "the range begins behind the object's end");
      case 429 -> throttled();
      case 507 -> full();
      case 405, 501 -> new Verdict(Kind.INVALID, "the service does not know this request");
      default ->
          answer.statusCode() >= 500
              ? new Verdict(
                  Kind.UNAVAILABLE, endpoint.words() + " has a fault of its own; try later")
              : new Verdict(Kind.INVALID, endpoint.words() + " refuses the request");
    };
  }

  private Verdict credentials(String code) {
    return switch (code) {
      case "SignatureDoesNotMatch" ->
          new Verdict(
              Kind.DENIED,
              "the secret access key does not fit its id; check where the credentials come from");
      case "RequestTimeTooSkewed" ->
          new Verdict(
              Kind.DENIED,
              "the clock of this machine differs too much from the service's; set it, best by NTP");
      case "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException" ->
          new Verdict(
              Kind.DENIED,
              "%s does not know the access key; check where the credentials come from"
                  .formatted(endpoint.words()));
      default ->
          new Verdict(
              Kind.DENIED,
              "the session's credentials are not valid any more; log in again or renew the token");
    };
  }

  private Verdict denied(S3Action action, AwsServiceException answer) {
    boolean role = details(answer).map(AwsErrorDetails::serviceName).orElse("").equals("Sts");
    return new Verdict(
        Kind.DENIED,
        role
            ? "these credentials may not take on the role; check role-arn, external-id and its"
                + " trust policy"
            : "these credentials may not; allow them %s on %s"
                .formatted(action.permission(), config.place()));
  }

  /** The verdict on a bucket that is not there. */
  Verdict noBucket() {
    return new Verdict(
        Kind.NOT_FOUND,
        "there is no bucket %s at %s; create it, or correct the URL"
            .formatted(config.place().bucket(), endpoint.words()));
  }

  private Verdict wrongRegion(AwsServiceException answer) {
    Matcher expected = EXPECTED_REGION.matcher(words(answer));
    Optional<String> right =
        details(answer)
            .map(AwsErrorDetails::sdkHttpResponse)
            .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
            .or(() -> expected.find() ? Optional.of(expected.group(1)) : Optional.empty());
    String remedy =
        right
            .map("set the option region to %s"::formatted)
            .orElse("set the options region and endpoint to those of the bucket");
    return new Verdict(
        Kind.INVALID,
        "the bucket %s is not in the region %s; %s"
            .formatted(config.place().bucket(), endpoint.signingRegion(), remedy));
  }

  private Verdict throttled() {
    return new Verdict(
        Kind.THROTTLED,
        endpoint.words()
            + " asks to slow down; try later, or with fewer connections (max-connections)");
  }

  private Verdict full() {
    return new Verdict(
        Kind.QUOTA, "no room is left in the bucket or its owner's quota; raise it, or free some");
  }

  private static String quoted(AwsServiceException answer) {
    String code = code(answer);
    String words = words(answer);
    if (code.isEmpty() || words.isEmpty()) {
      return " (status %d%s)".formatted(answer.statusCode(), code.isEmpty() ? "" : ", " + code);
    }
    String shortened = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
    return " (%s: %s)".formatted(code, shortened.strip());
  }

  private static String words(AwsServiceException answer) {
    return details(answer).map(AwsErrorDetails::errorMessage).orElse("");
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails());
  }
}
