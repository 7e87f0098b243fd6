package io.keepsake.core.spi.storage;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object: non-empty segments joined by {@code /}, at most 900 bytes in UTF-8. No
 * segment is {@code .} or {@code ..}, and no character is a control character or a backslash, so
 * that every provider can hold every name.
 *
 * @param value the whole name
 */
public record ObjectName(String value) implements Comparable<ObjectName> {

  /** Longest name in UTF-8 bytes; object services allow 1,024 including the user's own prefix. */
  public static final int MAX_BYTES = 900;

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public ObjectName {
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("An object name has 1 to 900 bytes: '" + value + "'");
    }
    for (String segment : value.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException(
            "An object name has no empty, '.' or '..' segment: '" + value + "'");
      }
    }
    if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '\\')) {
      throw new IllegalArgumentException(
          "An object name has no control character and no backslash: '" + value + "'");
    }
  }

  /** Orders by UTF-16 code units, which for the names Keepsake writes (ASCII) is byte order. */
  @Override
  public int compareTo(ObjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
