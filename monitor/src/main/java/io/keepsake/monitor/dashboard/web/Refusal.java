package io.keepsake.monitor.dashboard.web;

import java.time.Duration;
import java.util.Optional;

/** A request that is not answered as its sender wants; the message is for the sender. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Optional<Duration> pause;

  /** Why, and with which status. */
  enum Kind {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    MISDIRECTED(421),
    TOO_MANY(429),
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  Refusal(Kind kind, String message) {
    this(kind, message, Optional.empty());
  }

  private Refusal(Kind kind, String message, Optional<Duration> pause) {
    super(message, null, false, false);
    this.kind = kind;
    this.pause = pause;
  }

  /**
   * One that is over after a while.
   *
   * @param message the sentence, but for the time
   */
  static Refusal tooMany(String message, Duration pause) {
    Duration whole = Duration.ofSeconds(pause.plusMillis(999).toSeconds());
    return new Refusal(
        Kind.TOO_MANY,
        "%s: try again in %d s".formatted(message, whole.toSeconds()),
        Optional.of(whole));
  }

  static Refusal badRequest(String message) {
    return new Refusal(Kind.BAD_REQUEST, message);
  }

  Kind kind() {
    return kind;
  }

  /** After how long it is worth another try, in whole seconds; empty if that is not known. */
  Optional<Duration> pause() {
    return pause;
  }

  /** The sentence for the sender. */
  String sentence() {
    return String.valueOf(getMessage());
  }
}
