package io.keepsake.provider.s3;

import java.io.IOException;

/** The bytes to be stored could not be read: the fault is with the caller's content. */
final class ContentException extends IOException {

  private static final long serialVersionUID = 1L;

  ContentException(String message, IOException cause) {
    super(message, cause);
  }

  ContentException(String message) {
    super(message);
  }
}
