package io.keepsake.provider.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A refusal of the service.
 *
 * @param status HTTP status
 * @param code the service's word for it; empty if what answered is no blob service
 * @param request the service's name for the request, for its support; empty if it gave none
 * @param clock the service's time less this machine's; empty if it told none
 */
record ServiceAnswer(
    int status, Optional<String> code, Optional<String> request, Optional<Duration> clock) {

  private static final HttpHeaderName ERROR_CODE = HttpHeaderName.fromString("x-ms-error-code");
  private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

  /** More is refused by the service. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  static ServiceAnswer of(HttpResponse response) {
    HttpHeaders headers = response.getHeaders();
    return new ServiceAnswer(
        response.getStatusCode(),
        Optional.ofNullable(headers.getValue(ERROR_CODE)),
        Optional.ofNullable(headers.getValue(REQUEST_ID)),
        Optional.ofNullable(headers.getValue(HttpHeaderName.DATE)).flatMap(ServiceAnswer::skew));
  }

  /** What went wrong. */
  Kind kind() {
    Kind byStatus = kindOfStatus();
    return switch (code.orElse("")) {
      case "BlobAlreadyExists" -> Kind.ALREADY_EXISTS;
      case "ContainerBeingDeleted" -> Kind.UNAVAILABLE;
      // The last is Azurite's word for the first; Azure says it of snapshots, which are not used.
      case "Md5Mismatch", "Crc64Mismatch", "InvalidOperation" -> Kind.CORRUPT;
      case "OperationTimedOut" -> Kind.TIMEOUT;
      case "ServerBusy" -> Kind.THROTTLED;
      case "BlobImmutableDueToPolicy",
          "ContainerDisabled",
          "AccountIsDisabled",
          "LeaseIdMissing",
          "InsufficientAccountPermissions" ->
          Kind.DENIED;
      case "BlobArchived", "BlobBeingRehydrated", "InvalidBlobType" -> Kind.INVALID;
      default -> code.orElse("").contains("Quota") ? Kind.QUOTA : byStatus;
    };
  }

  private Kind kindOfStatus() {
    return switch (status) {
      case 401, 403 -> Kind.DENIED;
      case 404 -> code.isPresent() ? Kind.NOT_FOUND : Kind.INVALID;
      case 408, 504 -> Kind.TIMEOUT;
      case 412 -> Kind.ALREADY_EXISTS;
      case 429, 503 -> Kind.THROTTLED;
      case 507 -> Kind.QUOTA;
      default -> status >= 500 ? Kind.UNAVAILABLE : Kind.INVALID;
    };
  }

  /** Whether it is the blob that is missing, in a container that is there. */
  boolean isBlobMissing() {
    return kind() == Kind.NOT_FOUND && !isContainerMissing();
  }

  private boolean isContainerMissing() {
    return code.filter("ContainerNotFound"::equals).isPresent();
  }

  /** Whether the request was not of a kind that the service knows. */
  boolean isUnsupported() {
    return status == 405 || status == 501;
  }

  /** What was answered, and what to do, without the subject of the sentence. */
  String problem(AzureConfig config) {
    return words(config)
        + code.map(c -> " [" + c + "]").orElse(" [HTTP " + status + "]")
        + request.map(r -> " (request " + r + ")").orElse("");
  }

  private String words(AzureConfig config) {
    return switch (kind()) {
      case NOT_FOUND ->
          isContainerMissing()
              ? "account %s has no container %s; create it, or correct the URL"
                  .formatted(config.account(), config.container())
              : "there is no such object";
      case ALREADY_EXISTS -> "there is an object of that name";
      case DENIED -> denied(config);
      case THROTTLED -> "Azure asks to slow down; fewer backups at once would help";
      case CORRUPT -> "the bytes that arrived at Azure are not those that were sent";
      case TIMEOUT -> "Azure took too long";
      case QUOTA -> "account %s has no room left; raise its limit".formatted(config.account());
      case UNAVAILABLE -> unavailable();
      default -> invalid(config);
    };
  }

  private String denied(AzureConfig config) {
    if (clock.isPresent() && clock.get().abs().compareTo(MOST_SKEW) > 0) {
      return "Azure refuses the request, and this machine's clock is %d minutes %s; correct it"
          .formatted(clock.get().abs().toMinutes(), clock.get().isNegative() ? "ahead" : "behind");
    }
    if (config.access().credential() instanceof AzureCredential.SasToken(_, var expiry)
        && expiry.filter(Instant.now()::isAfter).isPresent()) {
      return "the SAS token has expired (%s); make a new one".formatted(expiry.get());
    }
    return switch (code.orElse("")) {
      case "AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation" ->
          notKnown(config);
      case "AuthorizationFailure" ->
          "account %s refuses the %s, or this machine; check whether it is right, and the firewall"
              .formatted(config.account(), credential(config));
      case "BlobImmutableDueToPolicy" ->
          "an immutability policy or legal hold of the container protects it";
      case "AccountIsDisabled", "ContainerDisabled" ->
          "account %s is disabled; see its subscription".formatted(config.account());
      case "LeaseIdMissing" -> "somebody holds a lease on it; break the lease";
      default ->
          "the %s may not do this in container %s; give it the right (with roles: Storage Blob Data"
                  .formatted(credential(config), config.container())
              + " Contributor)";
    };
  }

  private static String notKnown(AzureConfig config) {
    return switch (config.access().credential()) {
      case AzureCredential.AccountKey _ ->
          "the account key is not one of account %s; copy it anew from the account's access keys"
              .formatted(config.account());
      case AzureCredential.SasToken _ ->
          "the SAS token is not for account %s, is not valid yet, or its key is no more; make a new"
                  .formatted(config.account())
              + " one";
      case AzureCredential.Platform _ ->
          "the identity signed in is not one that account %s knows; check tenant-id, or sign in"
                  .formatted(config.account())
              + " again";
    };
  }

  private static String credential(AzureConfig config) {
    return switch (config.access().credential()) {
      case AzureCredential.AccountKey _ -> "account key";
      case AzureCredential.SasToken _ -> "SAS token";
      case AzureCredential.Platform _ -> "identity signed in";
    };
  }

  private String unavailable() {
    return code.filter("ContainerBeingDeleted"::equals).isPresent()
        ? "the container is being deleted; wait, or use another"
        : "Azure failed by itself (HTTP %d)".formatted(status);
  }

  private String invalid(AzureConfig config) {
    return switch (code.orElse("")) {
      case "BlobArchived", "BlobBeingRehydrated" ->
          "it is in the archive tier; bring it back with 'az storage blob set-tier' first";
      case "InvalidBlobType" -> "a blob of that name is not a block blob; remove it";
      case "" ->
          "what answers at %s is no blob service (HTTP %d); check endpoint"
              .formatted(config.access().endpoint(), status);
      default -> "Azure refuses the request (HTTP %d)".formatted(status);
    };
  }

  private static Optional<Duration> skew(String date) {
    try {
      Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Optional.of(Duration.between(Instant.now(), there));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
