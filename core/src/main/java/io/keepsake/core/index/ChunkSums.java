package io.keepsake.core.index;

import java.io.IOException;

/**
 * A number for each chunk, to which can be added, modulo 2^64: in memory while they are few, and
 * otherwise in temporary files ({@link IndexSpace}). Not safe for several threads. One that nobody
 * uses any more is closed by itself, some time.
 */
public final class ChunkSums implements AutoCloseable {

  private final IdTable sums;

  /** No chunks. */
  public ChunkSums(IndexSpace space) {
    this.sums = new IdTable(space, RunLayout.SUMS);
  }

  /** Is told of chunks. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {
    /** Takes the first and the second eight bytes of an id, and what was added for it. */
    void chunk(long high, long low, long sum) throws E;
  }

  /**
   * Adds to the number of the {@code index}-th of joined ids.
   *
   * @throws IOException if it is too much for memory and cannot be written to a temporary file
   */
  public void add(byte[] joined, int index, long number) throws IOException {
    sums.add(ChunkIndex.high(joined, index), ChunkIndex.low(joined, index), number);
  }

  /**
   * Tells of all, each once: of those that are in files in the order of their ids, in which an
   * index is read soonest too.
   *
   * @throws IOException if what is in files cannot be brought into few
   */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E, IOException {
    sums.forEach(visitor::chunk);
  }

  /** Frees temporary files. */
  @Override
  public void close() {
    sums.close();
  }
}
