package io.keepsake.cli.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {

  private static StandardOutput failingWith(String message) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void aGoneReaderIsNoError() {
    StandardOutput out = failingWith("Broken pipe");
    assertFalse(out.readerGone());
    out.text("one");
    assertTrue(out.readerGone());
    out.text("two");
    out.flush();
  }

  @Test
  void aFullDiskIsOne() {
    StandardOutput out = failingWith("No space left on device");
    var thrown = assertThrows(UncheckedIOException.class, () -> out.text("one"));
    Failure failure = Failure.of(thrown);
    assertTrue(failure.message().contains("No space left on device"), failure.message());
    assertTrue(failure.code() == ExitCode.FAILED);
  }
}
