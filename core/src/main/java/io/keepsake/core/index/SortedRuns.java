package io.keepsake.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/**
 * What of a table of chunks is in files: sorted runs, which are merged into one when there are
 * several, as in a log-structured merge tree (O'Neil et al., Acta Informatica 33, 1996). Whoever
 * has it sees to it that nobody reads while it changes.
 */
final class SortedRuns {

  private static final int MOST_RUNS = 8;

  private final IndexSpace space;
  private final List<SortedRun> runs = new ArrayList<>();

  SortedRuns(IndexSpace space) {
    this.space = space;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Numbers of different ids of all runs in sum: right where there is no more than one. */
  long ids() {
    return runs.stream().mapToLong(SortedRun::ids).sum();
  }

  /**
   * Adds what tables have, of which each has greater ids than the one before.
   *
   * @param most how many entries they have at most
   * @param entries those of a table, in any order
   */
  void add(long most, int tables, IntFunction<List<ChunkEntry>> entries) throws IOException {
    try (RunWriter writer = new RunWriter(space, most)) {
      for (int i = 0; i < tables; i++) {
        List<ChunkEntry> table = entries.apply(i);
        table.sort(ChunkEntry.ORDER);
        for (ChunkEntry entry : table) {
          writer.add(entry.high(), entry.low(), entry.value());
        }
      }
      runs.add(writer.finish());
    }
    if (runs.size() > MOST_RUNS) {
      merge();
    }
  }

  /** The greatest value of an id, or {@link ChunkTable#ABSENT}. */
  long latest(long high, long low) {
    long latest = ChunkTable.ABSENT;
    for (SortedRun run : runs) {
      int entry = run.first(high, low);
      if (run.isAt(entry, high, low)) {
        latest = Math.max(latest, run.value(entry));
      }
    }
    return latest;
  }

  /** All values of an id, the greatest first. */
  List<Long> values(long high, long low) {
    List<Long> values = new ArrayList<>(1);
    for (SortedRun run : runs) {
      for (int entry = run.first(high, low); run.isAt(entry, high, low); entry++) {
        values.add(run.value(entry));
      }
    }
    values.sort(Comparator.reverseOrder());
    return values;
  }

  /** A place in a run. */
  private static final class Cursor {

    private final SortedRun run;
    private int entry;
    private long high;
    private long low;
    private long value;

    Cursor(SortedRun run) {
      this.run = run;
      load();
    }

    private void load() {
      high = run.high(entry);
      low = run.low(entry);
      value = run.value(entry);
    }

    boolean advance() {
      if (++entry == run.size()) {
        return false;
      }
      load();
      return true;
    }

    static int compare(Cursor one, Cursor other) {
      int ids = SortedRun.compare(one.high, one.low, other.high, other.low);
      return ids != 0 ? ids : Long.compare(other.value, one.value);
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

  /** Tells of all ids, in their order; {@link #merge} has to be called before. */
  <E extends Exception> void forEach(ChunkSet.Visitor<E> visitor) throws E {
    for (SortedRun run : runs) {
      for (int i = 0; i < run.size(); i++) {
        visitor.chunk(run.high(i), run.low(i));
      }
    }
  }

  private SortedRun merged() throws IOException {
    long size = runs.stream().mapToLong(SortedRun::size).sum();
    PriorityQueue<Cursor> cursors = new PriorityQueue<>(Cursor::compare);
    runs.stream().filter(run -> run.size() > 0).forEach(run -> cursors.add(new Cursor(run)));
    try (RunWriter writer = new RunWriter(space, size)) {
      while (!cursors.isEmpty()) {
        Cursor least = cursors.remove();
        writer.add(least.high, least.low, least.value);
        if (least.advance()) {
          cursors.add(least);
        }
      }
      return writer.finish();
    }
  }

  /** Frees the files; what was in them is gone. */
  void close() {
    runs.forEach(SortedRun::close);
    runs.clear();
  }
}
