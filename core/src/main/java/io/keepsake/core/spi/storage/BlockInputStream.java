package io.keepsake.core.spi.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stream that is read in blocks: {@link #readBlock} is all it takes to be one. What else an
 * {@link InputStream} can is done by that, until a subclass knows better.
 */
public abstract class BlockInputStream extends InputStream {

  /** A stream at its beginning. */
  protected BlockInputStream() {}

  /**
   * Reads at least one byte and at most {@code length}, and waits for the first.
   *
   * @param length at least 1, and within the array
   * @return how many were read, or -1 at the end
   */
  protected abstract int readBlock(byte[] target, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return readBlock(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    return length == 0 ? 0 : readBlock(target, offset, length);
  }
}
