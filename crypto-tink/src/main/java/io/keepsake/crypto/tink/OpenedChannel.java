package io.keepsake.crypto.tink;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/**
 * The plaintext of a sealed channel. What Tink refuses becomes a {@link CryptoException}; what the
 * sealed channel itself throws passes unchanged, so that a network failure does not look like
 * damage.
 */
final class OpenedChannel extends ReadOnlyChannel {

  private static final String NOT_AUTHENTIC =
      "The sealed bytes are damaged, or were sealed under another key";

  private final WatchedChannel sealed;
  private final SeekableByteChannel plain;

  private OpenedChannel(WatchedChannel sealed, SeekableByteChannel plain) {
    this.sealed = sealed;
    this.plain = plain;
  }

  static OpenedChannel open(
      AesGcmHkdfStreaming streaming, SeekableByteChannel sealed, byte[] associatedData)
      throws IOException {
    WatchedChannel watched = new WatchedChannel(sealed);
    try {
      return new OpenedChannel(
          watched, streaming.newSeekableDecryptingChannel(watched, associatedData));
    } catch (IOException | GeneralSecurityException e) {
      throw watched.orElse(new CryptoException(NOT_AUTHENTIC, e));
    }
  }

  /** Reads at least one byte, unless there is no room or the authenticated end is reached. */
  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    try {
      int count = plain.read(target);
      // Tink returns 0 when the sealed channel gave it less than a segment, and goes on next time.
      while (count == 0) {
        count = plain.read(target);
      }
      return count;
    } catch (IOException e) {
      throw sealed.orElse(new CryptoException(NOT_AUTHENTIC, e));
    }
  }

  @Override
  public long position() throws IOException {
    return plain.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("A position is not negative: " + position);
    }
    plain.position(position);
    return this;
  }

  /** Follows from the sealed length: authentic only when the last segment has been read. */
  @Override
  public long size() throws IOException {
    return plain.size();
  }

  @Override
  public boolean isOpen() {
    return plain.isOpen();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
