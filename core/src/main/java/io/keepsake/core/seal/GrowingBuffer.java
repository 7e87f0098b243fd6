package io.keepsake.core.seal;

import io.keepsake.core.format.Hash;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array that grows as it is written to and can be used again. Not safe for several threads. */
public final class GrowingBuffer extends OutputStream {

  /** From this size on a buffer is taken to become a whole pack: growing large arrays is dear. */
  private static final int LARGE = 4 << 20;

  private static final int PACK_ROOM = 35 << 20;

  private byte[] bytes;
  private int size;

  /** An empty buffer with that much room. */
  public GrowingBuffer(int room) {
    bytes = new byte[room];
  }

  @Override
  public void write(int b) {
    require(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    require(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void require(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      long roomier =
          needed > LARGE ? Math.max(PACK_ROOM, bytes.length * 3L / 2) : 2L * bytes.length;
      bytes = Arrays.copyOf(bytes, Math.clamp(roomier, needed, Integer.MAX_VALUE - 16));
    }
  }

  /** Number of bytes written. */
  public int size() {
    return size;
  }

  /** What was written, as a view that the next write makes void. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, size).slice().asReadOnlyBuffer();
  }

  /** What was written, as a read-only channel that the next write makes void. */
  public ByteArrayChannel channel() {
    return new ByteArrayChannel(bytes, size);
  }

  /** The SHA-256 of what was written. */
  public Hash sha256() {
    return Hash.sha256(bytes, size);
  }

  /** Forgets what was written and keeps the memory. */
  public void reset() {
    size = 0;
  }

  /** The SHA-256 of an array. */
  public static Hash sha256(byte[] data) {
    return Hash.sha256(data, data.length);
  }
}
