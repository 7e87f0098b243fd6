package io.keepsake.testkit.gcs;

import java.util.regex.Pattern;

/**
 * An answer that the server gives instead of its own.
 *
 * @param requests which requests: a pattern for {@code METHOD /path?query}, any part of it
 * @param status the HTTP status
 * @param reason the API's word for it, such as {@code rateLimitExceeded}
 * @param message what people are told
 */
public record GcsFault(Pattern requests, int status, String reason, String message) {

  /** The service asks to slow down: 429. */
  public static GcsFault throttled(String requests) {
    return new GcsFault(
        Pattern.compile(requests),
        429,
        "rateLimitExceeded",
        "The object exceeded the rate limit for object mutation operations.");
  }

  /** The service fails by itself: 503. */
  public static GcsFault unavailable(String requests) {
    return new GcsFault(
        Pattern.compile(requests), 503, "backendError", "We encountered an internal error.");
  }

  /** Not allowed: 403. */
  public static GcsFault forbidden(String requests, String permission) {
    return new GcsFault(
        Pattern.compile(requests),
        403,
        "forbidden",
        "backup@keepsake-test.iam.gserviceaccount.com does not have %s access to the Google Cloud Storage bucket."
            .formatted(permission));
  }
}
