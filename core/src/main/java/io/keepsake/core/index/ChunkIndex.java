package io.keepsake.core.index;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.PackDirectory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All chunks of a vault, in about 40 bytes of memory each. Chunks are told apart by the first 128
 * bits of their ids: by the birthday bound, among 10^9 chunks the odds of any mistake are below
 * 10^-20, and a keyed hash leaves an attacker no way to seek one. Safe for use by many threads.
 */
public final class ChunkIndex {

  /** Several small tables grow one at a time, so that less memory is needed while one does. */
  static final int SEGMENTS = 32;

  private static final long CLAIMED = -1;
  private static final int BLOCK_BITS = 16;
  private static final int ENTRY_BITS = 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private record Key(long high, long low) {}

  private final ChunkTable[] segments = new ChunkTable[SEGMENTS];
  private final List<IndexedPack> packs = new ArrayList<>();

  /** Where chunks are besides, those added last first: few are stored twice. */
  private final Map<Key, List<Long>> elsewhere = new ConcurrentHashMap<>();

  /** An empty index. */
  public ChunkIndex() {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new ChunkTable();
    }
  }

  /** Adds a pack's chunks, claimed ones among them. */
  public void add(IndexRecord record) throws FormatException {
    List<PackDirectory.Block> blocks = record.directory().blocks();
    if (blocks.size() >= 1 << BLOCK_BITS) {
      throw new FormatException("pack " + record.pack() + " has too many blocks");
    }
    int number;
    synchronized (packs) {
      number = packs.size();
      packs.add(new IndexedPack(number, record));
    }
    for (int b = 0; b < blocks.size(); b++) {
      byte[] ids = blocks.get(b).ids();
      if (blocks.get(b).chunks() >= 1 << ENTRY_BITS) {
        throw new FormatException("pack " + record.pack() + " has too many chunks in a block");
      }
      for (int e = 0; e < blocks.get(b).chunks(); e++) {
        long value = ((long) number << BLOCK_BITS | b) << ENTRY_BITS | e;
        put(ids, e, value + 1);
      }
    }
  }

  private void put(byte[] ids, int index, long value) {
    long high = high(ids, index);
    long low = low(ids, index);
    ChunkTable segment = segment(high);
    synchronized (segment) {
      long before = segment.get(high, low);
      if (before != ChunkTable.ABSENT && before != CLAIMED) {
        elsewhere.computeIfAbsent(new Key(high, low), _ -> new ArrayList<>()).addFirst(before);
      }
      segment.put(high, low, value);
    }
  }

  /**
   * Says that this chunk is about to be stored.
   *
   * @return whether the caller is to store it; otherwise it is stored, or another caller does it
   */
  public boolean claim(Hash id) {
    long high = high(id.bytes(), 0);
    long low = low(id.bytes(), 0);
    ChunkTable segment = segment(high);
    synchronized (segment) {
      if (segment.get(high, low) != ChunkTable.ABSENT) {
        return false;
      }
      segment.put(high, low, CLAIMED);
      return true;
    }
  }

  /** Whether the {@code index}-th of joined ids is stored or claimed. */
  public boolean contains(byte[] ids, int index) {
    return get(ids, index) != ChunkTable.ABSENT;
  }

  /** Where the {@code index}-th of joined ids is; empty if it is not in a pack yet. */
  public Optional<ChunkLocation> find(byte[] ids, int index) {
    long value = get(ids, index);
    return value == ChunkTable.ABSENT || value == CLAIMED
        ? Optional.empty()
        : Optional.of(location(value));
  }

  /**
   * All places of the {@code index}-th of joined ids, the one that {@link #find} answers first. A
   * chunk is in several packs where one of them was lost, or when two machines stored it at once.
   */
  public List<ChunkLocation> findAll(byte[] ids, int index) {
    return findAll(high(ids, index), low(ids, index));
  }

  /** All places of the chunk whose id begins with these two times eight bytes. */
  public List<ChunkLocation> findAll(long high, long low) {
    List<ChunkLocation> all = new ArrayList<>(1);
    ChunkTable segment = segment(high);
    synchronized (segment) {
      long first = segment.get(high, low);
      if (first == ChunkTable.ABSENT || first == CLAIMED) {
        return List.of();
      }
      all.add(location(first));
      elsewhere
          .getOrDefault(new Key(high, low), List.of())
          .forEach(value -> all.add(location(value)));
    }
    return all;
  }

  private ChunkLocation location(long value) {
    long packed = value - 1;
    int entry = (int) (packed & ((1 << ENTRY_BITS) - 1));
    int block = (int) ((packed >>> ENTRY_BITS) & ((1 << BLOCK_BITS) - 1));
    int number = (int) (packed >>> (ENTRY_BITS + BLOCK_BITS));
    synchronized (packs) {
      return new ChunkLocation(packs.get(number), block, entry);
    }
  }

  private long get(byte[] ids, int index) {
    long high = high(ids, index);
    long low = low(ids, index);
    ChunkTable segment = segment(high);
    synchronized (segment) {
      return segment.get(high, low);
    }
  }

  private ChunkTable segment(long high) {
    return segments[segmentOf(high)];
  }

  static int segmentOf(long high) {
    return (int) (high >>> 59);
  }

  static long high(byte[] ids, int index) {
    return (long) LONGS.get(ids, index * Hash.BYTES);
  }

  static long low(byte[] ids, int index) {
    return (long) LONGS.get(ids, index * Hash.BYTES + Long.BYTES);
  }

  /** All packs, those added last last. */
  public List<IndexedPack> packs() {
    synchronized (packs) {
      return List.copyOf(packs);
    }
  }

  /** Number of chunks, claimed ones among them. */
  public long chunks() {
    long sum = 0;
    for (ChunkTable segment : segments) {
      synchronized (segment) {
        sum += segment.size();
      }
    }
    return sum;
  }
}
