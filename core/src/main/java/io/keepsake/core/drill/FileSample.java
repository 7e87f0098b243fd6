package io.keepsake.core.drill;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Chooses some files of many, in memory that does not grow with them. Each file gets a rank from
 * the seed and its path, so that the same seed chooses the same files of the same snapshot, in
 * whatever order they come. Of each size class the lowest ranks are kept; then the classes take
 * turns until the bytes are used up, so that each class gives one file before any gives two.
 */
public final class FileSample {

  /** How many files of one size class are taken at most. */
  static final int MOST_OF_A_CLASS = 300;

  /**
   * A file that may be chosen.
   *
   * @param path its path in the snapshot
   * @param size its bytes
   */
  public record Candidate(String path, long size) {}

  private record Ranked(long rank, Candidate candidate) {}

  private static final Comparator<Ranked> LOWEST_FIRST =
      Comparator.comparingLong(Ranked::rank).thenComparing(ranked -> ranked.candidate().path());

  private final long seed;
  private final long mostBytes;
  private final Map<SizeClass, PriorityQueue<Ranked>> kept = new EnumMap<>(SizeClass.class);

  /**
   * An empty sample.
   *
   * @param mostBytes how many bytes all chosen files have together, at most
   */
  public FileSample(long seed, long mostBytes) {
    this.seed = seed;
    this.mostBytes = mostBytes;
  }

  /** Takes a file into consideration. */
  public void add(String path, long size) {
    PriorityQueue<Ranked> queue =
        kept.computeIfAbsent(SizeClass.of(size), _ -> new PriorityQueue<>(LOWEST_FIRST.reversed()));
    if (size > mostBytes) {
      return; // its class is known to exist, though
    }
    queue.add(new Ranked(rank(seed, path), new Candidate(path, size)));
    if (queue.size() > MOST_OF_A_CLASS) {
      queue.remove();
    }
  }

  /** The files that are chosen. */
  public List<Candidate> choose() {
    Map<SizeClass, Deque<Ranked>> left = new EnumMap<>(SizeClass.class);
    kept.forEach(
        (size, queue) ->
            left.put(size, new ArrayDeque<>(queue.stream().sorted(LOWEST_FIRST).toList())));
    List<Candidate> chosen = new ArrayList<>();
    long bytes = mostBytes;
    boolean more = true;
    while (more) {
      more = false;
      for (Deque<Ranked> queue : left.values()) {
        long fits = bytes;
        queue.removeIf(ranked -> ranked.candidate().size() > fits);
        if (!queue.isEmpty()) {
          Candidate next = queue.remove().candidate();
          chosen.add(next);
          bytes -= next.size();
          more = true;
        }
      }
    }
    return chosen;
  }

  /** The size classes that have files none of which was chosen, because all are too large. */
  public Set<SizeClass> leftOut(List<Candidate> chosen) {
    Set<SizeClass> without = EnumSet.noneOf(SizeClass.class);
    without.addAll(kept.keySet());
    chosen.forEach(file -> without.remove(SizeClass.of(file.size())));
    return without;
  }

  /** FNV-1a over the characters, then the finalizer of MurmurHash3, which spreads every bit. */
  private static long rank(long seed, String path) {
    long hash = seed ^ 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
