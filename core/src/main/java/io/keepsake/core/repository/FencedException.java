package io.keepsake.core.repository;

import java.io.IOException;

/** A session was ended by somebody else, so that what it does counts for nothing. */
public final class FencedException extends IOException {

  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }
}
