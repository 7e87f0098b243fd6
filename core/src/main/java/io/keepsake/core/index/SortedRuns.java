package io.keepsake.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What of a table of chunks is in files: sorted runs, which are merged into one when there are
 * several, as in a log-structured merge tree (O'Neil et al., Acta Informatica 33, 1996). Whoever
 * has it sees to it that nobody reads while it changes.
 */
final class SortedRuns {

  private static final int MOST_RUNS = 8;

  private final IndexSpace space;
  private final RunLayout layout;
  private final int shared;
  private final List<SortedRun> runs = new ArrayList<>();

  /**
   * No runs.
   *
   * @param shared how many first bits all ids share
   */
  SortedRuns(IndexSpace space, RunLayout layout, int shared) {
    this.space = space;
    this.layout = layout;
    this.shared = shared;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Numbers of different ids of all runs in sum: right where there is no more than one. */
  long ids() {
    return runs.stream().mapToLong(SortedRun::ids).sum();
  }

  /**
   * Adds entries.
   *
   * @param entries in any order; they are sorted
   */
  void add(List<ChunkEntry> entries) throws IOException {
    entries.sort(ChunkEntry.ORDER);
    try (RunWriter writer = new RunWriter(space, layout, entries.size(), shared)) {
      for (ChunkEntry entry : entries) {
        writer.add(entry);
      }
      runs.add(writer.finish());
    }
    if (runs.size() > MOST_RUNS) {
      merge();
    }
  }

  /** Whether there is an entry of an id. */
  boolean has(long high, long low) {
    for (SortedRun run : runs) {
      if (run.isAt(run.first(high, low), high, low)) {
        return true;
      }
    }
    return false;
  }

  /** All entries of an id, the one with the greatest value first. */
  List<ChunkEntry> all(long high, long low) {
    List<ChunkEntry> all = new ArrayList<>(1);
    for (SortedRun run : runs) {
      for (int entry = run.first(high, low); run.isAt(entry, high, low); entry++) {
        all.add(run.entry(entry));
      }
    }
    all.sort(ChunkEntry.ORDER);
    return all;
  }

  /** A place in a run. */
  private static final class Cursor {

    private final SortedRun run;
    private int number;
    private ChunkEntry entry;

    Cursor(SortedRun run) {
      this.run = run;
      this.entry = run.entry(0);
    }

    boolean advance() {
      if (++number == run.size()) {
        return false;
      }
      entry = run.entry(number);
      return true;
    }

    static int compare(Cursor one, Cursor other) {
      return ChunkEntry.ORDER.compare(one.entry, other.entry);
    }
  }

  /** Makes one run of all. */
  void merge() throws IOException {
    if (runs.size() > 1) {
      SortedRun merged = merged();
      close();
      runs.add(merged);
    }
  }

  private SortedRun merged() throws IOException {
    long size = runs.stream().mapToLong(SortedRun::size).sum();
    PriorityQueue<Cursor> cursors = new PriorityQueue<>(Cursor::compare);
    runs.stream().filter(run -> run.size() > 0).forEach(run -> cursors.add(new Cursor(run)));
    try (RunWriter writer = new RunWriter(space, layout, size, shared)) {
      while (!cursors.isEmpty()) {
        Cursor least = cursors.remove();
        writer.add(least.entry);
        if (least.advance()) {
          cursors.add(least);
        }
      }
      return writer.finish();
    }
  }

  /** Tells of all entries in their order; {@link #merge} has to be called before. */
  <E extends Exception> void forEach(EntryVisitor<E> visitor) throws E {
    for (SortedRun run : runs) {
      for (int i = 0; i < run.size(); i++) {
        visitor.entry(run.high(i), run.low(i), run.value(i));
      }
    }
  }

  /** Is told of entries. */
  @FunctionalInterface
  interface EntryVisitor<E extends Exception> {
    void entry(long high, long low, long value) throws E;
  }

  /** Frees the files; what was in them is gone. */
  void close() {
    runs.forEach(SortedRun::close);
    runs.clear();
  }
}
