package io.keepsake.provider.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The service tells another checksum than that of the bytes sent. */
final class ChecksumMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  private ChecksumMismatchException(String message) {
    super(message);
  }

  /** Compares; a service that tells none has still been found to check it. */
  static void check(String sent, @Nullable String answered) throws ChecksumMismatchException {
    if (answered != null && !answered.equals(sent)) {
      throw new ChecksumMismatchException(
          "the checksum sent was %s and the service's is %s".formatted(sent, answered));
    }
  }
}
