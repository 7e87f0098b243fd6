package io.keepsake.core.index;

import java.io.IOException;

/**
 * A set of chunks, by the first halves of their ids: in memory while they are few, and otherwise in
 * temporary files ({@link IndexSpace}). Not safe for several threads. One that nobody uses any more
 * is closed by itself, some time.
 */
public final class ChunkSet implements AutoCloseable {

  private final IdTable ids;

  /** An empty set, with as much in memory as fits most. */
  public ChunkSet() {
    this(IndexSpace.STANDARD);
  }

  /** An empty set. */
  public ChunkSet(IndexSpace space) {
    this.ids = new IdTable(space, RunLayout.IDS);
  }

  /** Is told of chunks. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    /** Takes the first and the second eight bytes of an id. */
    void chunk(long high, long low) throws E;
  }

  /**
   * Adds the {@code index}-th of joined ids.
   *
   * @throws IOException if it is too much for memory and cannot be written to a temporary file
   */
  public void add(byte[] joined, int index) throws IOException {
    ids.add(ChunkIndex.high(joined, index), ChunkIndex.low(joined, index), SortedRun.PRESENT);
  }

  /** Like {@link #add}; whether it was not in it. */
  public boolean addIfAbsent(byte[] joined, int index) throws IOException {
    boolean absent = !contains(joined, index);
    if (absent) {
      add(joined, index);
    }
    return absent;
  }

  /** Whether the {@code index}-th of joined ids is in it. */
  public boolean contains(byte[] joined, int index) {
    return contains(ChunkIndex.high(joined, index), ChunkIndex.low(joined, index));
  }

  /** Whether the chunk is in it whose id begins with these two times eight bytes. */
  public boolean contains(long high, long low) {
    return ids.contains(high, low);
  }

  /**
   * Brings what is in files into few, which are read soonest: for when all is added.
   *
   * @throws IOException if they cannot be written
   */
  public void settle() throws IOException {
    ids.settle();
  }

  /**
   * Tells of all, each once: of those that are in files in the order of their ids, in which an
   * index is read soonest too.
   *
   * @throws IOException if what is in files cannot be brought into few
   */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E, IOException {
    ids.forEach((high, low, _) -> visitor.chunk(high, low));
  }

  /** Frees temporary files. */
  @Override
  public void close() {
    ids.close();
  }
}
