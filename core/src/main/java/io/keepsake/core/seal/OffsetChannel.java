package io.keepsake.core.seal;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A read-only view of a channel without its first bytes. */
final class OffsetChannel extends ReadOnlyChannel {

  private final SeekableByteChannel whole;
  private final long offset;

  OffsetChannel(SeekableByteChannel whole, long offset) throws IOException {
    this.whole = whole;
    this.offset = offset;
    whole.position(offset);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return whole.read(target);
  }

  @Override
  public long position() throws IOException {
    return whole.position() - offset;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    whole.position(Math.addExact(newPosition, offset));
    return this;
  }

  @Override
  public long size() throws IOException {
    return whole.size() - offset;
  }

  @Override
  public boolean isOpen() {
    return whole.isOpen();
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
