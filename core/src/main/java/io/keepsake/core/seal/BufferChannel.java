package io.keepsake.core.seal;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over a buffer. */
public final class BufferChannel extends ReadOnlyChannel {

  private final ByteBuffer bytes;
  private long position;

  /** Over the remaining bytes of a buffer, whose position stays. */
  public BufferChannel(ByteBuffer buffer) {
    this.bytes = buffer.slice();
  }

  @Override
  public int read(ByteBuffer target) {
    if (position >= bytes.limit()) {
      return target.hasRemaining() ? -1 : 0;
    }
    int count = (int) Math.min(target.remaining(), bytes.limit() - position);
    target.put(target.position(), bytes, (int) position, count);
    target.position(target.position() + count);
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
    return bytes.limit();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
