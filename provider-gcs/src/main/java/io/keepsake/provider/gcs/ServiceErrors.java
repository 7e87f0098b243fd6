package io.keepsake.provider.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.cloud.BaseServiceException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.gcs.GcsErrors.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the service's own answers mean. */
final class ServiceErrors {

  private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"([^\"]*)\"");

  /**
   * An answer that is an error.
   *
   * @param status the HTTP status
   * @param reason the service's word for it, or empty
   * @param message its sentence, or empty
   */
  private record Answer(int status, String reason, String message) {

    boolean says(String... parts) {
      String all = (reason + " " + message).toLowerCase(Locale.ROOT);
      for (String part : parts) {
        if (all.contains(part)) {
          return true;
        }
      }
      return false;
    }

    String quoted() {
      return message.isBlank() ? "HTTP status " + status : message.replaceAll("\\.+$", "");
    }
  }

  private final GcsConfig config;

  ServiceErrors(GcsConfig config) {
    this.config = config;
  }

  /** The verdict if the service has answered. */
  Optional<Verdict> of(Throwable failure) {
    return answer(failure).map(this::verdict);
  }

  /** The bucket is not there, as far as these credentials may know. */
  Verdict noBucket() {
    return new Verdict(
        Kind.NOT_FOUND, "there is no bucket %s; check its name, or create it".formatted(bucket()));
  }

  private Verdict verdict(Answer answer) {
    return switch (answer.status()) {
      case 401 -> unauthorized(answer);
      case 403 -> forbidden(answer);
      case 404, 410 ->
          answer.says("bucket")
              ? noBucket()
              : new Verdict(Kind.NOT_FOUND, "there is no such object (" + answer.quoted() + ")");
      case 408 -> new Verdict(Kind.TIMEOUT, "the service waited too long for the next byte");
      case 412 -> new Verdict(Kind.ALREADY_EXISTS, "there is an object of that name");
      case 416 -> new Verdict(Kind.INVALID, "the range begins at or behind the object's end");
      case 429 -> throttled(answer);
      default -> other(answer);
    };
  }

  private Verdict other(Answer answer) {
    if (answer.status() == 400 && answer.says("crc32c", "md5")) {
      return new Verdict(Kind.CORRUPT, "the bytes changed on the way (" + answer.quoted() + ")");
    }
    if (answer.status() >= 500) {
      return answer.says("ratelimit", "slow down", "slowdown")
          ? throttled(answer)
          : new Verdict(
              Kind.UNAVAILABLE,
              "the service failed by itself (%d, %s)".formatted(answer.status(), answer.quoted()));
    }
    return new Verdict(
        Kind.INVALID,
        "the service refuses the request (%d, %s)".formatted(answer.status(), answer.quoted()));
  }

  private Verdict unauthorized(Answer answer) {
    return new Verdict(
        Kind.DENIED,
        config.identity() instanceof GcsIdentity.Anonymous
            ? "the service wants to know who asks (%s); leave out credentials: none, or give a credentials-file"
                .formatted(answer.quoted())
            : "the service does not accept the access token (%s); it may have expired or been revoked: renew the credentials"
                .formatted(answer.quoted()));
  }

  private Verdict forbidden(Answer answer) {
    if (answer.says("ratelimitexceeded", "rate limit")) {
      return throttled(answer);
    }
    if (answer.says("quota")) {
      return new Verdict(
          Kind.QUOTA, "a quota is used up (%s); raise it".formatted(answer.quoted()));
    }
    if (answer.says("retention", "hold")) {
      return new Verdict(
          Kind.DENIED,
          "it is locked and cannot be deleted or replaced yet (%s)".formatted(answer.quoted()));
    }
    if (answer.says("billing", "accountdisabled")) {
      return new Verdict(
          Kind.DENIED,
          "the project's billing is off (%s); switch it on".formatted(answer.quoted()));
    }
    return new Verdict(
        Kind.DENIED,
        "these credentials are not allowed to (%s); grant them the role Storage Object User on the bucket %s"
            .formatted(answer.quoted(), bucket()));
  }

  private static Verdict throttled(Answer answer) {
    return new Verdict(
        Kind.THROTTLED,
        "the service asks to slow down (%s); try later, or with fewer backups at once"
            .formatted(answer.quoted()));
  }

  private String bucket() {
    return config.place().bucket()
        + config.connection().endpoint().map(at -> " at " + at).orElse("");
  }

  private static Optional<Answer> answer(Throwable failure) {
    Optional<HttpResponseException> raw = Causes.find(failure, HttpResponseException.class);
    if (raw.isPresent()) {
      return Optional.of(answer(raw.get()));
    }
    return Causes.find(failure, BaseServiceException.class)
        .filter(known -> known.getCode() >= 300)
        .map(
            known -> {
              Answer words = unread(known.getCode(), text(known.getMessage()));
              return known.getReason() == null
                  ? words
                  : new Answer(known.getCode(), known.getReason(), words.message());
            });
  }

  private static Answer answer(HttpResponseException raw) {
    GoogleJsonError details =
        raw instanceof GoogleJsonResponseException json ? json.getDetails() : null;
    if (details == null) {
      return unread(raw.getStatusCode(), text(raw.getContent()));
    }
    String reason =
        details.getErrors() == null || details.getErrors().isEmpty()
            ? ""
            : text(details.getErrors().getFirst().getReason());
    return new Answer(raw.getStatusCode(), reason, text(details.getMessage()));
  }

  /** A body that the library did not take apart: text, a page, or the service's JSON. */
  private static Answer unread(int status, String content) {
    Matcher message = MESSAGE.matcher(content);
    if (message.find()) {
      Matcher reason = REASON.matcher(content);
      return new Answer(status, reason.find() ? reason.group(1) : "", message.group(1));
    }
    return new Answer(
        status, "", content.startsWith("<") || content.startsWith("{") ? "" : content);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
