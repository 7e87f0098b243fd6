package io.keepsake.cli.log;

import io.keepsake.core.spi.text.Sanitiser;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Writes records as {@link SimpleFormatter} does, without secrets: libraries log requests, and
 * exceptions that quote them.
 */
public final class CleanFormatter extends SimpleFormatter {

  /** For {@code conf/logging.properties}, which names it. */
  public CleanFormatter() {}

  @Override
  public String format(LogRecord logged) {
    return Sanitiser.clean(super.format(logged));
  }
}
