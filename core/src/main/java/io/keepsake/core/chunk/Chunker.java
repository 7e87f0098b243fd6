package io.keepsake.core.chunk;

/**
 * Content-defined cutting: FastCDC (Xia et al., "FastCDC: a Fast and Efficient Content-Defined
 * Chunking Approach for Data Deduplication", USENIX ATC 2016) with normalisation 2 and a keyed gear
 * table. Stateless between calls and safe for use by many threads.
 */
public final class Chunker {

  private static final int NORMALISATION = 2;

  private final long[] gear;
  private final ChunkingParameters parameters;
  private final long strictMask;
  private final long looseMask;

  /** A chunker of one vault. */
  public Chunker(GearTable table, ChunkingParameters parameters) {
    this.gear = table.values();
    this.parameters = parameters;
    int bits = Integer.numberOfTrailingZeros(parameters.average());
    this.strictMask = topBits(bits + NORMALISATION);
    this.looseMask = topBits(bits - NORMALISATION);
  }

  private static long topBits(int count) {
    return -1L << (Long.SIZE - count);
  }

  /** The sizes it cuts to. */
  public ChunkingParameters parameters() {
    return parameters;
  }

  /**
   * The length of the first chunk of what begins at {@code offset}.
   *
   * @param length bytes there; fewer than the maximum only if the content ends there
   * @return from 1 to {@code min(length, maximum)}
   */
  public int cut(byte[] data, int offset, int length) {
    int minimum = parameters.minimum();
    if (length <= minimum) {
      return length;
    }
    int end = offset + Math.min(length, parameters.maximum());
    int middle = Math.min(offset + parameters.average(), end);
    long hash = 0;
    int position = offset + minimum;
    while (position < middle) {
      hash = (hash << 1) + gear[data[position++] & 0xff];
      if ((hash & strictMask) == 0) {
        return position - offset;
      }
    }
    while (position < end) {
      hash = (hash << 1) + gear[data[position++] & 0xff];
      if ((hash & looseMask) == 0) {
        return position - offset;
      }
    }
    return position - offset;
  }
}
