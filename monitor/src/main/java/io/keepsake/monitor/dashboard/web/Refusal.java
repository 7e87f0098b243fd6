package io.keepsake.monitor.dashboard.web;

/** A request that is not answered as its sender wants; the message is for the sender. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why, and with which status. */
  enum Kind {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    MISDIRECTED(421),
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
    super(message, null, false, false);
    this.kind = kind;
  }

  static Refusal badRequest(String message) {
    return new Refusal(Kind.BAD_REQUEST, message);
  }

  Kind kind() {
    return kind;
  }

  /** The sentence for the sender. */
  String sentence() {
    return String.valueOf(getMessage());
  }
}
