package io.keepsake.core.format;

import java.io.IOException;

/** Bytes that are not what the format says. */
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong, in one sentence without the object's name. */
  public FormatException(String message) {
    super(message);
  }
}
