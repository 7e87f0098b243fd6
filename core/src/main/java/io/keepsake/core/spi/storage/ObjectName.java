package io.keepsake.core.spi.storage;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object: non-empty segments joined by {@code /}, at most 900 bytes in UTF-8 and 255
 * in each segment. No segment is {@code .} or {@code ..}, and no character is a control character
 * or a backslash, so that every provider can hold every name.
 *
 * @param value the whole name
 */
public record ObjectName(String value) implements Comparable<ObjectName> {

  /** Longest name in UTF-8 bytes; object services allow 1,024 including the user's own prefix. */
  public static final int MAX_BYTES = 900;

  /** Longest segment in UTF-8 bytes: the most a file name has on the usual file systems. */
  public static final int MAX_SEGMENT_BYTES = 255;

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
      if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
        throw new IllegalArgumentException(
            "A segment of an object name has at most 255 bytes: '" + value + "'");
      }
    }
    if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '\\')) {
      throw new IllegalArgumentException(
          "An object name has no control character and no backslash: '" + value + "'");
    }
  }

  /** Orders by the bytes in UTF-8, as listings do. */
  @Override
  public int compareTo(ObjectName other) {
    return compareBytes(value, other.value);
  }

  /** Compares two names, prefixes or continuations by their bytes in UTF-8. */
  public static int compareBytes(String first, String second) {
    int end = Math.min(first.length(), second.length());
    for (int i = 0; i < end; i++) {
      char a = first.charAt(i);
      char b = second.charAt(i);
      if (a != b) {
        // UTF-8 orders as code points do: a surrogate, half of a larger one, is above any other.
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(first.length(), second.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
