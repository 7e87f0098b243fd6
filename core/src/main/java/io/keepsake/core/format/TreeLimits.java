package io.keepsake.core.format;

/**
 * How deep a tree may be: section 13 of the format. What is deeper is neither written nor read, so
 * that nobody's tree takes memory without bounds.
 */
public final class TreeLimits {

  /** No directory has more directories above it, the root among them. */
  public static final int MAX_DEPTH = 4096;

  /** No directory has a longer path: names, and a byte between two. */
  public static final int MAX_PATH_BYTES = 64 << 10;

  /** No entry has more extended attributes or extents, no snapshot more roots, labels or stores. */
  public static final int MAX_ITEMS = 1 << 16;

  private TreeLimits() {}

  /** Reads the number of items of a list that takes more memory than bytes. */
  static int items(CborReader in) throws FormatException {
    int count = in.array();
    if (count > MAX_ITEMS) {
      throw new FormatException("a list of " + count + " items is longer than the format allows");
    }
    return count;
  }
}
