package io.keepsake.core.index;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * A set of chunks, by the first halves of their ids: in memory while they are few, and otherwise in
 * temporary files ({@link IndexSpace}). Not safe for several threads.
 */
public final class ChunkSet implements AutoCloseable {

  private static final long PRESENT = 1;
  private static final Cleaner CLEANER = Cleaner.create();

  private final IndexSpace space;
  private final ChunkTable[] segments = new ChunkTable[ChunkIndex.SEGMENTS];
  private final SortedRuns files;
  private final Cleaner.Cleanable closing;
  private long inMemory;

  /** An empty set, with as much in memory as fits most. */
  public ChunkSet() {
    this(IndexSpace.STANDARD);
  }

  /** An empty set. */
  public ChunkSet(IndexSpace space) {
    this.space = space;
    this.files = new SortedRuns(space);
    this.closing = CLEANER.register(this, files::close);
    Arrays.setAll(segments, _ -> new ChunkTable());
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
  public void add(byte[] ids, int index) throws IOException {
    long high = ChunkIndex.high(ids, index);
    long low = ChunkIndex.low(ids, index);
    ChunkTable segment = segment(high);
    int before = segment.size();
    segment.put(high, low, PRESENT);
    inMemory += segment.size() - before;
    if (inMemory >= space.chunksInMemory()) {
      move();
    }
  }

  /** Like {@link #add}; whether it was not in it. */
  public boolean addIfAbsent(byte[] ids, int index) throws IOException {
    boolean absent = !contains(ids, index);
    if (absent) {
      add(ids, index);
    }
    return absent;
  }

  private void move() throws IOException {
    files.add(inMemory, segments.length, number -> segments[number].entries());
    Arrays.setAll(segments, _ -> new ChunkTable());
    inMemory = 0;
  }

  /** Whether the {@code index}-th of joined ids is in it. */
  public boolean contains(byte[] ids, int index) {
    return contains(ChunkIndex.high(ids, index), ChunkIndex.low(ids, index));
  }

  /** Whether the chunk is in it whose id begins with these two times eight bytes. */
  public boolean contains(long high, long low) {
    try {
      return segment(high).get(high, low) == PRESENT
          || files.latest(high, low) != ChunkTable.ABSENT;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private ChunkTable segment(long high) {
    return segments[ChunkIndex.segmentOf(high)];
  }

  /**
   * Brings what is in files into one, which is read soonest: for when all is added.
   *
   * @throws IOException if it cannot be written
   */
  public void settle() throws IOException {
    if (!files.isEmpty()) {
      if (inMemory > 0) {
        move();
      }
      files.merge();
    }
  }

  /**
   * Tells of all, each once: of those that are in files in the order of their ids, in which an
   * index is read soonest too.
   *
   * @throws IOException if what is in files cannot be brought into one
   */
  public <E extends Exception> void forEach(Visitor<E> visitor) throws E, IOException {
    settle();
    try {
      files.forEach(visitor);
      for (ChunkTable segment : segments) {
        segment.forEach(visitor);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Frees temporary files. A set that nobody uses any more is closed by itself, some time. */
  @Override
  public void close() {
    closing.clean();
  }
}
