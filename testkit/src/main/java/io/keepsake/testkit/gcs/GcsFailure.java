package io.keepsake.testkit.gcs;

/** An answer that is an error, in the form the service gives it. */
final class GcsFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  GcsFailure(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static GcsFailure invalid(String message) {
    return new GcsFailure(400, "invalid", message);
  }

  static GcsFailure conditionNotMet() {
    return new GcsFailure(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
  }

  static GcsFailure noBucket() {
    return new GcsFailure(404, "notFound", "The specified bucket does not exist.");
  }

  static GcsFailure noObject(String bucket, String name) {
    return new GcsFailure(404, "notFound", "No such object: " + bucket + "/" + name);
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
