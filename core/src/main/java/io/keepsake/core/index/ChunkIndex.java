package io.keepsake.core.index;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.PackDirectory;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All chunks of a vault, in about 40 bytes each: in memory while they are few, and otherwise in
 * temporary files ({@link IndexSpace}). Chunks are told apart by the first 128 bits of their ids:
 * by the birthday bound, among 10^9 chunks the odds of any mistake are below 10^-20, and a keyed
 * hash leaves an attacker no way to seek one. Safe for use by many threads.
 */
public final class ChunkIndex implements AutoCloseable {

  /** Several small tables grow one at a time, so that less memory is needed while one does. */
  static final int SEGMENTS = 32;

  private static final Cleaner CLEANER = Cleaner.create();

  private static final long CLAIMED = -1;
  private static final int BLOCK_BITS = 16;
  private static final int ENTRY_BITS = 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private record Key(long high, long low) {}

  private final IndexSpace space;
  private final PackPages packs;
  private final ChunkTable[] segments = new ChunkTable[SEGMENTS];

  /** Where chunks in memory are besides, those added last first: few are stored twice. */
  private final Map<Key, List<Long>> elsewhere = new ConcurrentHashMap<>();

  private final SortedRuns files;
  private final Cleaner.Cleanable closing;

  /** Held for writing while chunks go from memory to files, and files into others. */
  private final ReadWriteLock moving = new ReentrantReadWriteLock();

  private final AtomicLong inMemory = new AtomicLong();

  /** An empty index, with as much in memory as fits most. */
  public ChunkIndex() {
    this(IndexSpace.STANDARD);
  }

  /** An empty index. */
  public ChunkIndex(IndexSpace space) {
    this.space = space;
    this.packs = new PackPages(space);
    this.files = new SortedRuns(space);
    this.closing = CLEANER.register(this, files::close);
    Arrays.setAll(segments, _ -> new ChunkTable());
  }

  /**
   * Adds a pack's chunks, claimed ones among them.
   *
   * @throws FormatException if the pack has more than an index can tell
   * @throws IOException if it is too much for memory and cannot be written to a temporary file
   */
  public void add(IndexRecord record) throws IOException {
    List<PackDirectory.Block> blocks = record.directory().blocks();
    if (blocks.size() >= 1 << BLOCK_BITS) {
      throw new FormatException("pack " + record.pack() + " has too many blocks");
    }
    for (PackDirectory.Block block : blocks) {
      if (block.chunks() >= 1 << ENTRY_BITS) {
        throw new FormatException("pack " + record.pack() + " has too many chunks in a block");
      }
    }
    int number = packs.append(record);
    for (int b = 0; b < blocks.size(); b++) {
      byte[] ids = blocks.get(b).ids();
      for (int e = 0; e < blocks.get(b).chunks(); e++) {
        long value = ((long) number << BLOCK_BITS | b) << ENTRY_BITS | e;
        put(high(ids, e), low(ids, e), value + 1);
      }
    }
    if (inMemory.get() >= space.chunksInMemory()) {
      move();
    }
  }

  private void put(long high, long low, long value) {
    moving.readLock().lock();
    try {
      ChunkTable segment = segment(high);
      synchronized (segment) {
        long before = segment.get(high, low);
        if (before != ChunkTable.ABSENT && before != CLAIMED) {
          elsewhere.computeIfAbsent(new Key(high, low), _ -> new ArrayList<>()).addFirst(before);
        }
        segment.put(high, low, value);
        inMemory.incrementAndGet();
      }
    } finally {
      moving.readLock().unlock();
    }
  }

  private void move() throws IOException {
    moving.writeLock().lock();
    try {
      if (inMemory.get() >= space.chunksInMemory()) {
        moveAll();
      }
    } finally {
      moving.writeLock().unlock();
    }
  }

  /** What fails on the way is in memory still. */
  private void moveAll() throws IOException {
    Map<Integer, List<ChunkEntry>> others = new HashMap<>();
    elsewhere.forEach(
        (key, values) ->
            values.forEach(
                value ->
                    others
                        .computeIfAbsent(segmentOf(key.high()), _ -> new ArrayList<>())
                        .add(new ChunkEntry(key.high(), key.low(), value))));
    files.add(
        inMemory.get(),
        SEGMENTS,
        number -> {
          List<ChunkEntry> entries = segments[number].entries();
          entries.removeIf(entry -> entry.value() == CLAIMED);
          entries.addAll(others.getOrDefault(number, List.of()));
          return entries;
        });
    for (int i = 0; i < SEGMENTS; i++) {
      ChunkTable claims = new ChunkTable();
      segments[i].forEachEqual(CLAIMED, (high, low) -> claims.put(high, low, CLAIMED));
      segments[i] = claims;
    }
    elsewhere.clear();
    inMemory.set(0);
  }

  /**
   * Brings what is in files into one, from which chunks are found soonest: for when all is added.
   *
   * @throws IOException if it cannot be written
   */
  public void settle() throws IOException {
    moving.writeLock().lock();
    try {
      if (!files.isEmpty()) {
        if (inMemory.get() > 0) {
          moveAll();
        }
        files.merge();
      }
    } finally {
      moving.writeLock().unlock();
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
    moving.readLock().lock();
    try {
      ChunkTable segment = segment(high);
      synchronized (segment) {
        if (get(segment, high, low) != ChunkTable.ABSENT) {
          return false;
        }
        segment.put(high, low, CLAIMED);
        return true;
      }
    } finally {
      moving.readLock().unlock();
      Reference.reachabilityFence(this);
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
    moving.readLock().lock();
    try {
      ChunkTable segment = segment(high);
      synchronized (segment) {
        long first = segment.get(high, low);
        if (first != ChunkTable.ABSENT && first != CLAIMED) {
          all.add(location(first));
          List<Long> others = elsewhere.getOrDefault(new Key(high, low), List.of());
          others.forEach(value -> all.add(location(value)));
        }
      }
      files.values(high, low).forEach(value -> all.add(location(value)));
    } finally {
      moving.readLock().unlock();
      Reference.reachabilityFence(this);
    }
    return all;
  }

  private ChunkLocation location(long value) {
    long packed = value - 1;
    int entry = (int) (packed & ((1 << ENTRY_BITS) - 1));
    int block = (int) ((packed >>> ENTRY_BITS) & ((1 << BLOCK_BITS) - 1));
    int number = (int) (packed >>> (ENTRY_BITS + BLOCK_BITS));
    return new ChunkLocation(packs.get(number), block, entry);
  }

  private long get(byte[] ids, int index) {
    long high = high(ids, index);
    long low = low(ids, index);
    moving.readLock().lock();
    try {
      ChunkTable segment = segment(high);
      synchronized (segment) {
        return get(segment, high, low);
      }
    } finally {
      moving.readLock().unlock();
      Reference.reachabilityFence(this);
    }
  }

  private long get(ChunkTable segment, long high, long low) {
    long value = segment.get(high, low);
    return value == ChunkTable.ABSENT ? files.latest(high, low) : value;
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

  /** All packs so far, by their numbers: a view that grows with the index. */
  public List<IndexedPack> packs() {
    return Collections.unmodifiableList(packs);
  }

  /**
   * Number of chunks, claimed ones among them.
   *
   * @throws IOException if they are in files that cannot be brought into one
   */
  public long chunks() throws IOException {
    settle();
    moving.readLock().lock();
    try {
      AtomicLong sum = new AtomicLong(files.ids());
      for (ChunkTable segment : segments) {
        synchronized (segment) {
          segment.forEach(
              (high, low) -> {
                if (files.latest(high, low) == ChunkTable.ABSENT) {
                  sum.incrementAndGet();
                }
              });
        }
      }
      return sum.get();
    } finally {
      moving.readLock().unlock();
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Frees temporary files; those with packs when nobody has a pack of it any more. An index that
   * nobody uses any more is closed by itself, some time.
   */
  @Override
  public void close() {
    closing.clean();
  }
}
