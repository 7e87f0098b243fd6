package io.keepsake.core.index;

import io.keepsake.core.format.Hash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A set of chunks, by the first halves of their ids. Not safe for several threads. */
public final class ChunkSet {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long PRESENT = 1;

  /** Several small tables grow one at a time, so that less memory is needed while one does. */
  private final ChunkTable[] segments = new ChunkTable[32];

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
    long high = (long) LONGS.get(ids, index * Hash.BYTES);
    long low = (long) LONGS.get(ids, index * Hash.BYTES + Long.BYTES);
    ChunkTable segment = segment(high);
    if (segment.get(high, low) == PRESENT) {
      return false;
    }
    segment.put(high, low, PRESENT);
    return true;
  }

  /** Whether the {@code index}-th of joined ids is in it. */
  public boolean contains(byte[] ids, int index) {
    long high = (long) LONGS.get(ids, index * Hash.BYTES);
    return contains(high, (long) LONGS.get(ids, index * Hash.BYTES + Long.BYTES));
  }

  /** Whether the chunk is in it whose id begins with these two times eight bytes. */
  public boolean contains(long high, long low) {
    return segment(high).get(high, low) == PRESENT;
  }

  private ChunkTable segment(long high) {
    return segments[(int) (high >>> 59)];
  }

  /** Tells of all, in no order. */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
    for (ChunkTable segment : segments) {
      segment.forEach(visitor);
    }
  }

  /** How many are in it. */
  public long size() {
    long size = 0;
    for (ChunkTable segment : segments) {
      size += segment.size();
    }
    return size;
  }
}
