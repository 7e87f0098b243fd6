package io.keepsake.cli.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output. When the reader goes away, as {@code head} does, it falls silent and says so;
 * any other failure to write is an error.
 */
public final class StandardOutput extends OutputStream {

  private final OutputStream target;
  private boolean readerGone;

  /** Writes to this stream. */
  public StandardOutput(OutputStream target) {
    this.target = target;
  }

  /** Whether nobody reads any more. */
  public boolean readerGone() {
    return readerGone;
  }

  /** Writes text in UTF-8, whatever the locale: so do the documents that programs read. */
  public void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (readerGone) {
      return;
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failed(e);
    }
  }

  @Override
  public void flush() {
    if (readerGone) {
      return;
    }
    try {
      target.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Leaves standard output open: it belongs to the process. */
  @Override
  public void close() {
    flush();
  }

  private void failed(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (!message.contains("broken pipe") && !message.contains("pipe closed")) {
      throw new UncheckedIOException("The output could not be written: " + e.getMessage(), e);
    }
    readerGone = true;
  }
}
