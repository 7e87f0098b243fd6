package io.keepsake.core.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link CborWriter} writes and refuses every other encoding. Lengths are checked
 * against the bytes there are before anything is allocated.
 */
public final class CborReader {

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;

  private final byte[] data;
  private final int end;
  private int position;

  /** Reads all of an array. */
  public CborReader(byte[] data) {
    this(data, 0, data.length);
  }

  /** Reads part of an array. */
  public CborReader(byte[] data, int offset, int length) {
    this.data = data;
    this.position = offset;
    this.end = offset + length;
  }

  /** Whether nothing is left. */
  public boolean atEnd() {
    return position == end;
  }

  /** Number of bytes that are left. */
  public int left() {
    return end - position;
  }

  /** Refuses what is left. */
  public void expectEnd() throws FormatException {
    if (!atEnd()) {
      throw new FormatException(left() + " bytes too many");
    }
  }

  /** An integer of at least 0. */
  public long unsigned() throws FormatException {
    return head(UNSIGNED);
  }

  /** An integer from 0 to {@code most}. */
  public int unsigned(int most) throws FormatException {
    long value = head(UNSIGNED);
    if (value > most) {
      throw new FormatException("a number of at most " + most + " was expected, not " + value);
    }
    return (int) value;
  }

  /** Any integer. */
  public long integer() throws FormatException {
    if (position < end && (data[position] & 0xff) >> 5 == NEGATIVE) {
      return -1 - head(NEGATIVE);
    }
    return head(UNSIGNED);
  }

  /** A byte string. */
  public byte[] bytes() throws FormatException {
    int length = available(head(BYTES), 1);
    byte[] value = Arrays.copyOfRange(data, position, position + length);
    position += length;
    return value;
  }

  /** A byte string of exactly that many bytes. */
  public byte[] bytes(int length) throws FormatException {
    byte[] value = bytes();
    if (value.length != length) {
      throw new FormatException(length + " bytes were expected, not " + value.length);
    }
    return value;
  }

  /** A text string. */
  public String text() throws FormatException {
    int length = available(head(TEXT), 1);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      String value = decoder.decode(ByteBuffer.wrap(data, position, length)).toString();
      position += length;
      return value;
    } catch (CharacterCodingException e) {
      throw new FormatException("text is not UTF-8");
    }
  }

  /** The number of items of an array; never more than there can be in the bytes left. */
  public int array() throws FormatException {
    return available(head(ARRAY), 1);
  }

  /** Refuses an array of another length. */
  public void array(int items) throws FormatException {
    int found = array();
    if (found != items) {
      throw new FormatException("an array of " + items + " was expected, not of " + found);
    }
  }

  /** The number of pairs of a map; never more than there can be in the bytes left. */
  public int map() throws FormatException {
    return available(head(MAP), 2);
  }

  private int available(long count, int bytesEach) throws FormatException {
    if (count > (end - position) / bytesEach) {
      throw new FormatException("the data end too early");
    }
    return (int) count;
  }

  private long head(int major) throws FormatException {
    if (position >= end) {
      throw new FormatException("the data end too early");
    }
    int initial = data[position] & 0xff;
    if (initial >> 5 != major) {
      throw new FormatException("CBOR type " + major + " was expected, not " + (initial >> 5));
    }
    int info = initial & 31;
    position++;
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new FormatException("indefinite or reserved CBOR length");
    }
    return wide(1 << (info - 24));
  }

  private long wide(int width) throws FormatException {
    if (end - position < width) {
      throw new FormatException("the data end too early");
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (data[position++] & 0xff);
    }
    long least = width == 1 ? 24 : 1L << (width * 4);
    if (value < 0 || value < least) {
      throw new FormatException("a CBOR number is not in its shortest form, or too large");
    }
    return value;
  }
}
