package io.keepsake.core.format;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads the keys of a map in their order, and times.
 *
 * @param in where they are
 * @param what is read, for messages: "a snapshot"
 */
record FieldReader(CborReader in, String what) {

  /** The key that comes next. */
  void key(int key) throws FormatException {
    if (in.unsigned(255) != key) {
      throw new FormatException(what + " lacks field " + key + ", or its fields are not in order");
    }
  }

  /** The time under the keys 0 and 1: seconds since 1970, and nanoseconds. */
  Instant time() throws FormatException {
    key(0);
    long seconds = in.integer();
    key(1);
    int nanos = in.unsigned(999_999_999);
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new FormatException(what + "'s time is out of bounds");
    }
  }
}
