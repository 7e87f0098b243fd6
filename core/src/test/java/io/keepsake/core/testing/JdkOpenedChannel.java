package io.keepsake.core.testing;

import static io.keepsake.core.testing.JdkStreamCipher.HEADER;
import static io.keepsake.core.testing.JdkStreamCipher.SEGMENT;
import static io.keepsake.core.testing.JdkStreamCipher.TAG;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import javax.crypto.Cipher;

/** The plaintext of a stream; keeps the segment it read last. */
final class JdkOpenedChannel extends ReadOnlyChannel {

  private final SeekableByteChannel sealed;
  private final JdkStreamCipher.Segments segments;
  private final long count;
  private final long size;
  private long position;
  private long current = -1;
  private byte[] plain = new byte[0];

  JdkOpenedChannel(
      SeekableByteChannel sealed, JdkStreamCipher.Segments segments, long count, long size) {
    this.sealed = sealed;
    this.segments = segments;
    this.count = count;
    this.size = size;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position >= size) {
      load(count - 1);
      return -1;
    }
    long number = (position + HEADER) / (SEGMENT - TAG);
    load(number);
    int from = (int) (position - Math.max(0, number * (SEGMENT - TAG) - HEADER));
    int length = Math.min(target.remaining(), plain.length - from);
    target.put(plain, from, length);
    position += length;
    return length;
  }

  private void load(long number) throws IOException {
    if (number == current) {
      return;
    }
    long start = number == 0 ? HEADER : number * SEGMENT;
    int length = (int) (Math.min((number + 1) * SEGMENT, sealed.size()) - start);
    byte[] segment = JdkStreamCipher.read(sealed, start, length);
    current = -1;
    plain = segments.apply(Cipher.DECRYPT_MODE, segment, length, number, number == count - 1);
    current = number;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("A position is not negative: " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOpen() {
    return sealed.isOpen();
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
