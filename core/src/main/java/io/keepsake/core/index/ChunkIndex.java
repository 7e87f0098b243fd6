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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * All chunks of a vault, in about 40 bytes each: in memory while they are few, and otherwise in
 * temporary files ({@link IndexSpace}). Chunks are told apart by the first 128 bits of their ids:
 * by the birthday bound, among 10^9 chunks the odds of any mistake are below 10^-20, and a keyed
 * hash leaves an attacker no way to seek one. Safe for use by many threads.
 */
public final class ChunkIndex implements AutoCloseable {

  /** How many bits of an id tell in which segment it is. */
  static final int SEGMENT_BITS = 5;

  /** Several small tables grow, move and are merged one at a time, which takes less room. */
  static final int SEGMENTS = 1 << SEGMENT_BITS;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final int BLOCK_BITS = 16;
  private static final int ENTRY_BITS = 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final PackPages packs;
  private final IndexSegment[] segments = new IndexSegment[SEGMENTS];
  private final Cleaner.Cleanable closing;

  /** An empty index, with as much in memory as fits most. */
  public ChunkIndex() {
    this(IndexSpace.STANDARD);
  }

  /** An empty index. */
  public ChunkIndex(IndexSpace space) {
    PackPages pages = new PackPages(space);
    SortedRuns[] files = new SortedRuns[SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
      files[i] = new SortedRuns(space, RunLayout.PLACES, SEGMENT_BITS);
      segments[i] = new IndexSegment(space, files[i], place -> length(pages, place));
    }
    this.packs = pages;
    this.closing = CLEANER.register(this, () -> Arrays.stream(files).forEach(SortedRuns::close));
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
        long high = high(ids, e);
        segment(high).add(high, low(ids, e), place(number, b, e));
      }
    }
  }

  /** A place as a number, greater for packs that were added later; never 0 or less. */
  private static long place(int pack, int block, int entry) {
    return (((long) pack << BLOCK_BITS | block) << ENTRY_BITS | entry) + 1;
  }

  private static int entry(long place) {
    return (int) ((place - 1) & ((1 << ENTRY_BITS) - 1));
  }

  private static int block(long place) {
    return (int) (((place - 1) >>> ENTRY_BITS) & ((1 << BLOCK_BITS) - 1));
  }

  private static int pack(long place) {
    return (int) ((place - 1) >>> (ENTRY_BITS + BLOCK_BITS));
  }

  private static int length(PackPages packs, long place) {
    return packs.get(pack(place)).chunkLength(block(place), entry(place));
  }

  private ChunkLocation location(ChunkEntry found) {
    long place = found.value();
    return new ChunkLocation(packs.get(pack(place)), block(place), entry(place), found.length());
  }

  /**
   * Brings what is in files into few, in which chunks are found soonest: for when all is added.
   *
   * @throws IOException if they cannot be written
   */
  public void settle() throws IOException {
    for (IndexSegment segment : segments) {
      segment.settle();
    }
  }

  /**
   * Says that this chunk is about to be stored.
   *
   * @return whether the caller is to store it; otherwise it is stored, or another caller does it
   */
  public boolean claim(Hash id) {
    long high = high(id.bytes(), 0);
    try {
      return segment(high).claim(high, low(id.bytes(), 0));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Whether the {@code index}-th of joined ids is stored or claimed. */
  public boolean contains(byte[] ids, int index) {
    long high = high(ids, index);
    try {
      return segment(high).contains(high, low(ids, index));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Where the {@code index}-th of joined ids is; empty if it is not in a pack yet. */
  public Optional<ChunkLocation> find(byte[] ids, int index) {
    return find(high(ids, index), low(ids, index));
  }

  /** Where the chunk is whose id begins with these two times eight bytes. */
  public Optional<ChunkLocation> find(long high, long low) {
    return places(high, low).stream().findFirst().map(this::location);
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
    return places(high, low).stream().map(this::location).toList();
  }

  private List<ChunkEntry> places(long high, long low) {
    try {
      return segment(high).places(high, low);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private IndexSegment segment(long high) {
    return segments[segmentOf(high)];
  }

  static int segmentOf(long high) {
    return (int) (high >>> (Long.SIZE - SEGMENT_BITS));
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
   * @throws IOException if they are in files that cannot be brought into few
   */
  public long chunks() throws IOException {
    long sum = 0;
    for (IndexSegment segment : segments) {
      sum += segment.chunks();
    }
    return sum;
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
