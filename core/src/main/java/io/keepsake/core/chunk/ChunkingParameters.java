package io.keepsake.core.chunk;

/**
 * Sizes of chunks in bytes, fixed for the life of a vault.
 *
 * @param minimum no chunk but the last of a content is shorter
 * @param average where chunks are cut most often
 * @param maximum no chunk is longer
 */
public record ChunkingParameters(int minimum, int average, int maximum) {

  /** What new vaults use. */
  public static final ChunkingParameters DEFAULT =
      new ChunkingParameters(512 << 10, 1 << 20, 4 << 20);

  /**
   * Checks that all are powers of two, ascending, from 64 bytes to 8 MiB.
   *
   * @throws IllegalArgumentException if not
   */
  public ChunkingParameters {
    for (int size : new int[] {minimum, average, maximum}) {
      if (Integer.bitCount(size) != 1 || size < 64 || size > 8 << 20) {
        throw new IllegalArgumentException(
            "Chunk sizes are powers of two from 64 bytes to 8 MiB, not " + size);
      }
    }
    if (minimum > average || average > maximum) {
      throw new IllegalArgumentException(
          "Chunk sizes must ascend: " + minimum + ", " + average + ", " + maximum);
    }
  }
}
