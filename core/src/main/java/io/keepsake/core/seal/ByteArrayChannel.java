package io.keepsake.core.seal;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over part of an array. */
public final class ByteArrayChannel extends ReadOnlyChannel {

  private final byte[] bytes;
  private final int size;
  private long position;

  /** Over the first {@code size} bytes. */
  public ByteArrayChannel(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) {
    if (position >= size) {
      return target.hasRemaining() ? -1 : 0;
    }
    int count = (int) Math.min(target.remaining(), size - position);
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
    return size;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
