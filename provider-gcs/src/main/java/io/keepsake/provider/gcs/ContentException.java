package io.keepsake.provider.gcs;

import java.io.IOException;

/** The caller's own bytes could not be read, or were not as many as announced. */
final class ContentException extends IOException {

  private static final long serialVersionUID = 1L;

  ContentException(String message) {
    super(message);
  }

  ContentException(IOException cause) {
    super("the bytes to store could not be read: " + cause.getMessage(), cause);
  }
}
