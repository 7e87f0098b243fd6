package io.keepsake.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;

/**
 * The chunks of an index whose ids begin alike: in memory, and in files what is too much for that.
 * Safe for several threads, of which one works at a time.
 */
final class IndexSegment {

  /** The value of a chunk that somebody is about to store. */
  private static final long CLAIMED = -1;

  private record Key(long high, long low) {}

  private final int mostInMemory;
  private final LongToIntFunction lengths;
  private final SortedRuns files;
  private ChunkTable memory = new ChunkTable();

  /** Where chunks in memory are besides, those added last first: few are stored twice. */
  private final Map<Key, List<Long>> elsewhere = new HashMap<>();

  private int inMemory;

  /**
   * An empty segment.
   *
   * @param files to be closed by somebody else
   * @param lengths the lengths of the chunks at places
   */
  IndexSegment(IndexSpace space, SortedRuns files, LongToIntFunction lengths) {
    this.mostInMemory = space.chunksInPart();
    this.files = files;
    this.lengths = lengths;
  }

  /** Adds a place of a chunk, greater than all before. */
  synchronized void add(long high, long low, long place) throws IOException {
    long before = memory.get(high, low);
    if (before != ChunkTable.ABSENT && before != CLAIMED) {
      elsewhere.computeIfAbsent(new Key(high, low), _ -> new ArrayList<>()).addFirst(before);
    }
    memory.put(high, low, place);
    if (++inMemory >= mostInMemory) {
      move();
    }
  }

  /** What fails on the way is in memory still. */
  private void move() throws IOException {
    List<ChunkEntry> entries = new ArrayList<>(inMemory);
    ChunkTable claims = new ChunkTable();
    memory.forEach(
        (high, low, place) -> {
          if (place == CLAIMED) {
            claims.put(high, low, CLAIMED);
          } else {
            entries.add(new ChunkEntry(high, low, place, lengths.applyAsInt(place)));
          }
        });
    elsewhere.forEach(
        (key, places) ->
            places.forEach(
                place ->
                    entries.add(
                        new ChunkEntry(key.high(), key.low(), place, lengths.applyAsInt(place)))));
    files.add(entries);
    memory = claims;
    elsewhere.clear();
    inMemory = 0;
  }

  /** Brings what is in files into one. */
  synchronized void settle() throws IOException {
    if (!files.isEmpty()) {
      if (inMemory > 0) {
        move();
      }
      files.merge();
    }
  }

  /** Claims a chunk; whether nobody has claimed or stored it yet. */
  synchronized boolean claim(long high, long low) {
    boolean isNew = !contains(high, low);
    if (isNew) {
      memory.put(high, low, CLAIMED);
    }
    return isNew;
  }

  /** Whether a chunk is stored or claimed. */
  synchronized boolean contains(long high, long low) {
    return memory.get(high, low) != ChunkTable.ABSENT || files.has(high, low);
  }

  /** All places of a chunk, the greatest first. */
  synchronized List<ChunkEntry> places(long high, long low) {
    List<ChunkEntry> places = new ArrayList<>(1);
    long latest = memory.get(high, low);
    if (latest != ChunkTable.ABSENT && latest != CLAIMED) {
      places.add(new ChunkEntry(high, low, latest, lengths.applyAsInt(latest)));
      for (long place : elsewhere.getOrDefault(new Key(high, low), List.of())) {
        places.add(new ChunkEntry(high, low, place, lengths.applyAsInt(place)));
      }
    }
    places.addAll(files.all(high, low));
    return places;
  }

  /** Number of chunks, claimed ones among them. */
  synchronized long chunks() throws IOException {
    settle();
    long[] sum = {files.ids()};
    memory.forEach((high, low, _) -> sum[0] += files.has(high, low) ? 0 : 1);
    return sum[0];
  }
}
