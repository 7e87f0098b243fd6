package io.keepsake.cli.output;

import io.keepsake.core.spi.text.Sanitiser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error: warnings and errors as lines, and at most one line that is rewritten. Secrets are
 * taken out.
 */
public final class Messages {

  private final OutputStream err;
  private boolean lineShown;

  /** Writes to this stream. */
  public Messages(OutputStream err) {
    this.err = err;
  }

  /** Prints an error: one sentence, or a heading with a list. */
  public void error(String text) {
    print("keepsake: " + text);
  }

  /** Prints a warning: one sentence. */
  public void warning(String text) {
    print("keepsake: warning: " + text);
  }

  /** Prints a line as it is. */
  public synchronized void print(String text) {
    write((lineShown ? "\r\033[K" : "") + Printable.lines(Sanitiser.clean(text)) + "\n");
    lineShown = false;
  }

  /** Shows a line that the next one replaces. Only for terminals. */
  public synchronized void show(String line) {
    write("\r" + Printable.line(Sanitiser.clean(line)) + "\033[K");
    lineShown = true;
  }

  /** Takes away the line that was shown. */
  public synchronized void clear() {
    if (lineShown) {
      write("\r\033[K");
      lineShown = false;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // There is no other place to say it.
    }
  }
}
