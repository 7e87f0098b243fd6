package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects bytes, and leaves none of them behind when it grows or is closed. */
final class ClearingOutput extends OutputStream {

  private byte[] bytes = new byte[1024];
  private int length;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    if (length + count > bytes.length) {
      byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** What was written so far. */
  Secret secret() {
    byte[] exact = Arrays.copyOf(bytes, length);
    try {
      return Secret.copyOf(exact);
    } finally {
      Arrays.fill(exact, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
