package io.keepsake.testkit.crypto;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over an array that returns at most so many bytes a read, or fails. */
final class ArrayChannel extends ReadOnlyChannel {

  /** What the channel throws once it has been told to fail. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    Broken() {
      super("The channel was told to fail");
    }
  }

  private final byte[] bytes;
  private final int mostPerRead;
  private long position;
  private boolean open = true;
  private boolean broken;

  ArrayChannel(byte[] bytes, int mostPerRead) {
    this.bytes = bytes;
    this.mostPerRead = mostPerRead;
  }

  ArrayChannel(byte[] bytes) {
    this(bytes, Integer.MAX_VALUE);
  }

  /** From now on every read fails. */
  void breakReads() {
    broken = true;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (broken) {
      throw new Broken();
    }
    if (position >= bytes.length) {
      return -1;
    }
    int left = bytes.length - (int) position;
    int count = Math.min(Math.min(target.remaining(), mostPerRead), left);
    target.put(bytes, (int) position, count);
    position += count;
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
