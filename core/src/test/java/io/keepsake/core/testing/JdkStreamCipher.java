package io.keepsake.core.testing;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/** Section 4 of the format page, written from that page: streams as Tink writes them. */
final class JdkStreamCipher implements StreamCipher {

  static final int SEGMENT = 1 << 20;
  static final int TAG = 16;
  static final int SALT = 32;
  static final int PREFIX = 7;
  static final int HEADER = 1 + SALT + PREFIX;

  private final byte[] key;

  JdkStreamCipher(byte[] key) {
    this.key = key;
  }

  @Override
  public OutputStream seal(OutputStream sink, byte[] associatedData) throws IOException {
    byte[] header = new byte[HEADER];
    new SecureRandom().nextBytes(header);
    header[0] = HEADER;
    Segments segments = segments(header, associatedData);
    sink.write(header);
    return new Sealing(sink, segments);
  }

  @Override
  public SeekableByteChannel open(SeekableByteChannel sealed, byte[] associatedData)
      throws IOException {
    long size = sealed.size();
    long count = Math.ceilDiv(size, (long) SEGMENT);
    if (size < HEADER + TAG || size - (count - 1) * SEGMENT < TAG) {
      throw new CryptoException("Too short");
    }
    byte[] header = read(sealed, 0, HEADER);
    if (header[0] != HEADER) {
      throw new CryptoException("No stream header");
    }
    long plainSize = size - HEADER - count * TAG;
    return new JdkOpenedChannel(sealed, segments(header, associatedData), count, plainSize);
  }

  @Override
  public long sealedLength(long plaintextLength) {
    long withHeader = plaintextLength + HEADER;
    return withHeader + Math.ceilDiv(withHeader, (long) SEGMENT - TAG) * TAG;
  }

  private Segments segments(byte[] header, byte[] associatedData) throws CryptoException {
    byte[] salt = new byte[SALT];
    System.arraycopy(header, 1, salt, 0, SALT);
    byte[] prefix = new byte[PREFIX];
    System.arraycopy(header, 1 + SALT, prefix, 0, PREFIX);
    return new Segments(JdkCryptoSuite.hkdf(key, salt, associatedData), prefix);
  }

  static byte[] read(SeekableByteChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new CryptoException("Cut off");
      }
    }
    return buffer.array();
  }

  /** The cipher of one stream's segments. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Segments(byte[] streamKey, byte[] prefix) {

    byte[] apply(int mode, byte[] input, int length, long number, boolean last)
        throws CryptoException {
      byte[] nonce =
          ByteBuffer.allocate(12)
              .put(prefix)
              .putInt((int) number)
              .put((byte) (last ? 1 : 0))
              .array();
      return JdkCryptoSuite.finish(JdkCryptoSuite.aesGcm(mode, streamKey, nonce), input, length);
    }
  }

  /** Collects a segment and seals it once it is known whether it is the last. */
  private static final class Sealing extends OutputStream {

    private final OutputStream sink;
    private final Segments segments;
    private final byte[] plain = new byte[SEGMENT - TAG];
    private int filled;
    private int room = SEGMENT - TAG - HEADER;
    private long number;
    private boolean closed;

    Sealing(OutputStream sink, Segments segments) {
      this.sink = sink;
      this.segments = segments;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (closed) {
        throw new IOException("The stream is closed");
      }
      int done = 0;
      while (done < length) {
        if (filled == room) {
          sealSegment(false);
        }
        int count = Math.min(length - done, room - filled);
        System.arraycopy(bytes, offset + done, plain, filled, count);
        filled += count;
        done += count;
      }
    }

    private void sealSegment(boolean last) throws IOException {
      sink.write(segments.apply(Cipher.ENCRYPT_MODE, plain, filled, number, last));
      number++;
      filled = 0;
      room = SEGMENT - TAG;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        sealSegment(true);
      }
    }
  }
}
