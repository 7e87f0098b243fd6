package io.keepsake.core.index;

import io.keepsake.core.index.SortedRuns.EntryVisitor;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Ids of chunks, with a number each or without: in memory while they are few, and otherwise in
 * temporary files. It consists of parts whose ids begin alike, so that little has to be moved and
 * merged at once. Not safe for several threads.
 */
final class IdTable implements AutoCloseable {

  private static final int PARTS = ChunkIndex.SEGMENTS;
  private static final Cleaner CLEANER = Cleaner.create();

  private final RunLayout layout;
  private final int mostInPart;
  private final ChunkTable[] memory = new ChunkTable[PARTS];
  private final SortedRuns[] files = new SortedRuns[PARTS];
  private final Cleaner.Cleanable closing;

  /** An empty table of sums or of mere ids. */
  IdTable(IndexSpace space, RunLayout layout) {
    this.layout = layout;
    this.mostInPart = space.chunksInPart();
    Arrays.setAll(memory, _ -> new ChunkTable());
    Arrays.setAll(files, _ -> new SortedRuns(space, layout, ChunkIndex.SEGMENT_BITS));
    SortedRuns[] all = files;
    this.closing = CLEANER.register(this, () -> Arrays.stream(all).forEach(SortedRuns::close));
  }

  /** Adds an id, or adds to its number. */
  void add(long high, long low, long value) throws IOException {
    int part = ChunkIndex.segmentOf(high);
    ChunkTable table = memory[part];
    if (layout == RunLayout.IDS) {
      table.put(high, low, SortedRun.PRESENT);
    } else {
      long sum = table.get(high, low) + value;
      // No sum of random numbers is 0, but once in 2^64; what is told then is damage, looked at
      // twice.
      table.put(high, low, sum == ChunkTable.ABSENT ? 1 : sum);
    }
    if (table.size() >= mostInPart) {
      move(part);
    }
  }

  private void move(int part) throws IOException {
    files[part].add(memory[part].entries());
    memory[part] = new ChunkTable();
  }

  /** Whether an id was added. */
  boolean contains(long high, long low) {
    int part = ChunkIndex.segmentOf(high);
    try {
      return memory[part].get(high, low) != ChunkTable.ABSENT || files[part].has(high, low);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Brings what is in files into one for each part, from which it is read soonest. */
  void settle() throws IOException {
    for (int part = 0; part < PARTS; part++) {
      settle(part);
    }
  }

  private void settle(int part) throws IOException {
    if (!files[part].isEmpty()) {
      if (memory[part].size() > 0) {
        move(part);
      }
      files[part].merge();
    }
  }

  /** Tells of all entries, each id once: of those in files in the order of ids. */
  <E extends Exception> void forEach(EntryVisitor<E> visitor) throws E, IOException {
    try {
      for (int part = 0; part < PARTS; part++) {
        settle(part);
        files[part].forEach(visitor);
        memory[part].forEach(visitor);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    closing.clean();
  }
}
