package io.keepsake.core.repository;

import java.io.IOException;

/**
 * A session was ended by somebody else, so that what it does counts for nothing; or it cannot go on
 * beside one of somebody else.
 */
public final class FencedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A failure. */
  public FencedException(String message) {
    super(message);
  }
}
