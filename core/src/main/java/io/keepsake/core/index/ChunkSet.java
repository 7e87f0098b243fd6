package io.keepsake.core.index;

/** A set of chunks, by the first halves of their ids. Not safe for several threads. */
public final class ChunkSet {

  private static final long PRESENT = 1;

  private final ChunkTable[] segments = new ChunkTable[ChunkIndex.SEGMENTS];

  /** An empty set. */
  public ChunkSet() {
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new ChunkTable();
    }
  }

  /** Is told of chunks. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    /** Takes the first and the second eight bytes of an id. */
    void chunk(long high, long low) throws E;
  }

  /** Adds the {@code index}-th of joined ids; whether it was not in it. */
  public boolean add(byte[] ids, int index) {
    long high = ChunkIndex.high(ids, index);
    long low = ChunkIndex.low(ids, index);
    ChunkTable segment = segment(high);
    if (segment.get(high, low) == PRESENT) {
      return false;
    }
    segment.put(high, low, PRESENT);
    return true;
  }

  /** Whether the {@code index}-th of joined ids is in it. */
  public boolean contains(byte[] ids, int index) {
    return contains(ChunkIndex.high(ids, index), ChunkIndex.low(ids, index));
  }

  /** Whether the chunk is in it whose id begins with these two times eight bytes. */
  public boolean contains(long high, long low) {
    return segment(high).get(high, low) == PRESENT;
  }

  private ChunkTable segment(long high) {
    return segments[ChunkIndex.segmentOf(high)];
  }

  /** Tells of all, in no order. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    for (ChunkTable segment : segments) {
      segment.forEach(visitor);
    }
  }
}
