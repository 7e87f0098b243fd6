package io.keepsake.core.spi.storage;

/**
 * A part of an object.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, at least 1; {@link Long#MAX_VALUE} for all the rest
 */
public record ByteRange(long offset, long length) {

  /** The whole object. */
  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the offset is negative or the length less than 1
   */
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("No byte range: offset " + offset + ", length " + length);
    }
  }

  /** Whether this is the whole of any object. */
  public boolean isAll() {
    return offset == 0 && length == Long.MAX_VALUE;
  }
}
