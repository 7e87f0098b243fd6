package io.keepsake.core.spi.source;

/**
 * A part of a file that holds data.
 *
 * @param offset first byte
 * @param length number of bytes; {@link Long#MAX_VALUE} for all the rest
 */
public record Extent(long offset, long length) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Extent {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No extent: offset " + offset + ", length " + length);
    }
  }
}
