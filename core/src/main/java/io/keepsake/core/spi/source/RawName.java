package io.keepsake.core.spi.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name as the file system has it: bytes, which are mostly but not always UTF-8. Ordered by
 * unsigned bytes.
 */
public final class RawName implements Comparable<RawName> {

  /** The name of the root of a tree. */
  public static final RawName EMPTY = new RawName(new byte[0]);

  private final byte[] bytes;

  private RawName(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A name with a copy of these bytes. */
  public static RawName of(byte[] bytes) {
    return new RawName(bytes.clone());
  }

  /** A name in UTF-8. */
  public static RawName of(String text) {
    return new RawName(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /**
   * Whether it can name an entry of a directory: 1 to 4,096 bytes, neither {@code .} nor {@code
   * ..}, without NUL and slash.
   */
  public boolean isEntryName() {
    if (bytes.length == 0 || bytes.length > 4096) {
      return false;
    }
    for (byte b : bytes) {
      if (b == 0 || b == '/') {
        return false;
      }
    }
    return !(bytes[0] == '.' && (bytes.length == 1 || (bytes.length == 2 && bytes[1] == '.')));
  }

  @Override
  public int compareTo(RawName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * The name for people: valid UTF-8 without control characters as it is, every other byte as
   * {@code \xNN}, a backslash doubled.
   */
  @Override
  public String toString() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\\') < 0 && text.chars().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Not UTF-8: escaped below.
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      if (b == '\\') {
        escaped.append("\\\\");
      } else if (b >= 0x20 && b < 0x7f) {
        escaped.append((char) b);
      } else {
        escaped.append("\\x").append(Character.forDigit((b >> 4) & 15, 16));
        escaped.append(Character.forDigit(b & 15, 16));
      }
    }
    return escaped.toString();
  }
}
