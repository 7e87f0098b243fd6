package io.keepsake.core.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes CBOR in its core deterministic encoding (RFC 8949, 4.2.1) into a growing array. */
public final class CborWriter {

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  private byte[] buffer = new byte[256];
  private int size;

  /** An integer. */
  public CborWriter integer(long value) {
    if (value >= 0) {
      head(UNSIGNED, value);
    } else {
      head(NEGATIVE, -1 - value);
    }
    return this;
  }

  /** A byte string. */
  public CborWriter bytes(byte[] value) {
    head(BYTES, value.length);
    append(value, 0, value.length);
    return this;
  }

  /** A text string. */
  public CborWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    head(TEXT, utf8.length);
    append(utf8, 0, utf8.length);
    return this;
  }

  /** An array of that many items follows. */
  public CborWriter array(int items) {
    head(ARRAY, items);
    return this;
  }

  /** A map of that many pairs follows; the caller writes the keys in ascending order. */
  public CborWriter map(int pairs) {
    head(MAP, pairs);
    return this;
  }

  /** Whole items that were encoded elsewhere. */
  public CborWriter encoded(byte[] items) {
    append(items, 0, items.length);
    return this;
  }

  /** Number of bytes written so far. */
  public int size() {
    return size;
  }

  /** A copy of the bytes written so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** Forgets everything written and keeps the memory. */
  public void reset() {
    size = 0;
  }

  private void head(int major, long value) {
    int top = major << 5;
    if (value < 24) {
      require(1);
      buffer[size++] = (byte) (top | value);
    } else if (value < 1L << 8) {
      fixed(top | 24, value, 1);
    } else if (value < 1L << 16) {
      fixed(top | 25, value, 2);
    } else if (value < 1L << 32) {
      fixed(top | 26, value, 4);
    } else {
      fixed(top | 27, value, 8);
    }
  }

  private void fixed(int initial, long value, int width) {
    require(1 + width);
    buffer[size++] = (byte) initial;
    for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  private void append(byte[] source, int offset, int length) {
    require(length);
    System.arraycopy(source, offset, buffer, size, length);
    size += length;
  }

  private void require(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, Math.multiplyExact(buffer.length, 2)));
    }
  }
}
