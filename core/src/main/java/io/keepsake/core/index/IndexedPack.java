package io.keepsake.core.index;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.format.PackDirectory.Codec;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A pack as the index knows it: where its blocks are and how long its chunks. Immutable, and no
 * more than a view of bytes that may be in a file.
 */
public final class IndexedPack {

  private static final int STORED_LENGTH = Hash.BYTES;
  private static final int RAW_LENGTH = STORED_LENGTH + Long.BYTES;
  private static final int CHUNKS = RAW_LENGTH + Long.BYTES;
  private static final int BLOCKS = CHUNKS + Integer.BYTES;
  private static final int TYPE = BLOCKS + Short.BYTES;
  private static final int COUNT_BYTES = TYPE + 1;

  /** Stored bytes of each block, with a bit for its codec. */
  private static final int BLOCK_TABLE = COUNT_BYTES + 1;

  private static final int ZSTD = 1 << 31;
  private static final byte TREE = 1;

  private final int number;
  private final MemorySegment page;
  private final long at;

  /** What begins at a place of a page. Nothing of it is read yet: that may take a while. */
  IndexedPack(int number, MemorySegment page, long at) {
    this.number = number;
    this.page = page;
    this.at = at;
  }

  /** How many bytes say how many chunks a block has: one mostly. */
  private static int countBytes(List<Block> blocks) {
    int most = blocks.stream().mapToInt(Block::chunks).max().orElse(0);
    return most <= 0xff ? Byte.BYTES : most <= 0xffff ? Short.BYTES : Integer.BYTES;
  }

  /** Number of bytes that a pack takes. */
  static int bytes(IndexRecord record) {
    List<Block> blocks = record.directory().blocks();
    long chunks = blocks.stream().mapToLong(Block::chunks).sum();
    long block = (long) Integer.BYTES + countBytes(blocks);
    return Math.toIntExact(BLOCK_TABLE + block * blocks.size() + Integer.BYTES * chunks);
  }

  /**
   * Writes one: what is the same for all, stored lengths of blocks, how many chunks they have, and
   * the lengths of chunks.
   */
  static void write(IndexRecord record, MemorySegment page, long at) {
    List<Block> blocks = record.directory().blocks();
    int countBytes = countBytes(blocks);
    page.asSlice(at, Hash.BYTES).copyFrom(MemorySegment.ofArray(record.pack().bytes()));
    page.set(JAVA_LONG_UNALIGNED, at + STORED_LENGTH, record.storedLength());
    page.set(JAVA_SHORT_UNALIGNED, at + BLOCKS, (short) blocks.size());
    page.set(JAVA_BYTE, at + TYPE, record.type() == ObjectType.TREE_PACK ? TREE : 0);
    page.set(JAVA_BYTE, at + COUNT_BYTES, (byte) countBytes);
    long counts = at + BLOCK_TABLE + (long) Integer.BYTES * blocks.size();
    long lengths = counts + (long) countBytes * blocks.size();
    int chunks = 0;
    long raw = 0;
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      int codec = block.codec() == Codec.ZSTD ? ZSTD : 0;
      page.set(
          JAVA_INT_UNALIGNED,
          at + BLOCK_TABLE + (long) Integer.BYTES * b,
          block.storedLength() | codec);
      setCount(page, counts + (long) countBytes * b, countBytes, block.chunks());
      for (int length : block.lengths()) {
        page.set(JAVA_INT_UNALIGNED, lengths + (long) Integer.BYTES * chunks++, length);
        raw += length;
      }
    }
    page.set(JAVA_INT_UNALIGNED, at + CHUNKS, chunks);
    page.set(JAVA_LONG_UNALIGNED, at + RAW_LENGTH, raw);
  }

  private static void setCount(MemorySegment page, long at, int bytes, int count) {
    switch (bytes) {
      case Byte.BYTES -> page.set(JAVA_BYTE, at, (byte) count);
      case Short.BYTES -> page.set(JAVA_SHORT_UNALIGNED, at, (short) count);
      default -> page.set(JAVA_INT_UNALIGNED, at, count);
    }
  }

  private int block(int block) {
    return page.get(JAVA_INT_UNALIGNED, at + BLOCK_TABLE + (long) Integer.BYTES * block);
  }

  private int countBytes() {
    return page.get(JAVA_BYTE, at + COUNT_BYTES);
  }

  private int count(int block) {
    int bytes = countBytes();
    long place = at + BLOCK_TABLE + (long) Integer.BYTES * blocks() + (long) bytes * block;
    return switch (bytes) {
      case Byte.BYTES -> Byte.toUnsignedInt(page.get(JAVA_BYTE, place));
      case Short.BYTES -> Short.toUnsignedInt(page.get(JAVA_SHORT_UNALIGNED, place));
      default -> page.get(JAVA_INT_UNALIGNED, place);
    };
  }

  private int firstChunk(int block) {
    int sum = 0;
    for (int i = 0; i < block; i++) {
      sum += count(i);
    }
    return sum;
  }

  private int length(int chunk) {
    long lengths = at + BLOCK_TABLE + (long) (Integer.BYTES + countBytes()) * blocks();
    return page.get(JAVA_INT_UNALIGNED, lengths + (long) Integer.BYTES * chunk);
  }

  /** Its place among all packs of its index, from 0. */
  public int number() {
    return number;
  }

  /** The SHA-256 of its bytes. */
  public Hash hash() {
    return Hash.of(page.asSlice(at, Hash.BYTES).toArray(JAVA_BYTE));
  }

  /** Data or tree pack. */
  public ObjectType type() {
    return page.get(JAVA_BYTE, at + TYPE) == TREE ? ObjectType.TREE_PACK : ObjectType.DATA_PACK;
  }

  /** Bytes of the object. */
  public long storedLength() {
    return page.get(JAVA_LONG_UNALIGNED, at + STORED_LENGTH);
  }

  /** Number of blocks in it. */
  public int blocks() {
    return Short.toUnsignedInt(page.get(JAVA_SHORT_UNALIGNED, at + BLOCKS));
  }

  /** Number of chunks in it. */
  public int chunks() {
    return page.get(JAVA_INT_UNALIGNED, at + CHUNKS);
  }

  /** Bytes of all its chunks before compression. */
  public long rawBytes() {
    return page.get(JAVA_LONG_UNALIGNED, at + RAW_LENGTH);
  }

  /** How a block is stored. */
  public Codec codec(int block) {
    return block(block) < 0 ? Codec.ZSTD : Codec.STORED;
  }

  /** Where a block begins in the pack's plaintext. */
  public int blockOffset(int block) {
    int sum = 0;
    for (int i = 0; i < block; i++) {
      sum += blockStoredLength(i);
    }
    return sum;
  }

  /** Stored bytes of a block. */
  public int blockStoredLength(int block) {
    return block(block) & ~ZSTD;
  }

  /** Bytes of a block's joined chunks. */
  public int blockRawLength(int block) {
    return chunkOffset(block, count(block));
  }

  /** Where the {@code entry}-th chunk of a block begins in the joined chunks. */
  public int chunkOffset(int block, int entry) {
    int first = firstChunk(block);
    int sum = 0;
    for (int i = first; i < first + entry; i++) {
      sum += length(i);
    }
    return sum;
  }

  /** Length of the {@code entry}-th chunk of a block. */
  public int chunkLength(int block, int entry) {
    return length(firstChunk(block) + entry);
  }

  /** Whether it is the same pack, in whichever index. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IndexedPack pack && hash().equals(pack.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }
}
