package io.keepsake.cli.shell;

import io.keepsake.core.spi.options.Spelling;
import java.util.Collection;

/** Asks about a word that was meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** A question to append to a message: {@code " Did you mean 'x'?"}, or nothing. */
  public static String question(Collection<String> known, String written) {
    return Spelling.near(known, written).map(word -> " Did you mean '" + word + "'?").orElse("");
  }
}
