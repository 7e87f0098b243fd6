package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** What to throw of what cannot be read: nobody knows what it needs, so nothing is deleted. */
final class Doubt {

  /** The end of the sentence. */
  static final String KEPT =
      "; nothing was deleted. 'keepsake verify' says more, and 'keepsake repair' may mend it";

  private Doubt() {}

  /** Why nothing is deleted; an interrupt stays one. */
  static IOException of(String what, IOException cause) {
    if (cause instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      return cause;
    }
    return new FormatException(what + ": " + cause.getMessage() + KEPT);
  }
}
