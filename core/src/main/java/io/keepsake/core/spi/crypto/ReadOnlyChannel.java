package io.keepsake.core.spi.crypto;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A channel that is only read: what writing it would take is refused here. */
public abstract class ReadOnlyChannel implements SeekableByteChannel {

  /** A channel. */
  protected ReadOnlyChannel() {}

  /**
   * Refuses.
   *
   * @throws NonWritableChannelException always
   */
  @Override
  public final int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  /**
   * Refuses.
   *
   * @throws NonWritableChannelException always
   */
  @Override
  public final SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
