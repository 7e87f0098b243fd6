package io.keepsake.core.index;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

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
  private static final int BLOCKS = RAW_LENGTH + Long.BYTES;
  private static final int CHUNKS = BLOCKS + Integer.BYTES;
  private static final int TYPE = CHUNKS + Integer.BYTES;
  private static final int CODECS = TYPE + 1;

  private static final byte TREE = 1;
  private static final byte ZSTD = 1;

  private final int number;
  private final MemorySegment page;
  private final long at;
  private final int blocks;

  /** What begins at a place of a page. */
  IndexedPack(int number, MemorySegment page, long at) {
    this.number = number;
    this.page = page;
    this.at = at;
    this.blocks = page.get(JAVA_INT_UNALIGNED, at + BLOCKS);
  }

  /** Number of bytes that a pack takes. */
  static int bytes(IndexRecord record) {
    long blocks = record.directory().blocks().size();
    long chunks = record.directory().blocks().stream().mapToLong(Block::chunks).sum();
    return Math.toIntExact(
        CODECS + blocks + 2 * Integer.BYTES * (blocks + 1) + Integer.BYTES * chunks);
  }

  /** Writes one. */
  static void write(IndexRecord record, MemorySegment page, long at) {
    List<Block> blocks = record.directory().blocks();
    page.asSlice(at, Hash.BYTES).copyFrom(MemorySegment.ofArray(record.pack().bytes()));
    page.set(JAVA_LONG_UNALIGNED, at + STORED_LENGTH, record.storedLength());
    page.set(JAVA_INT_UNALIGNED, at + BLOCKS, blocks.size());
    page.set(JAVA_BYTE, at + TYPE, record.type() == ObjectType.TREE_PACK ? TREE : 0);
    long offsets = at + CODECS + blocks.size();
    long firsts = offsets + (long) Integer.BYTES * (blocks.size() + 1);
    long lengths = firsts + (long) Integer.BYTES * (blocks.size() + 1);
    int offset = 0;
    int chunks = 0;
    long raw = 0;
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      page.set(JAVA_BYTE, at + CODECS + b, block.codec() == Codec.ZSTD ? ZSTD : 0);
      page.set(JAVA_INT_UNALIGNED, offsets + (long) Integer.BYTES * b, offset);
      page.set(JAVA_INT_UNALIGNED, firsts + (long) Integer.BYTES * b, chunks);
      offset = Math.addExact(offset, block.storedLength());
      for (int length : block.lengths()) {
        page.set(JAVA_INT_UNALIGNED, lengths + (long) Integer.BYTES * chunks++, length);
        raw += length;
      }
    }
    page.set(JAVA_INT_UNALIGNED, offsets + (long) Integer.BYTES * blocks.size(), offset);
    page.set(JAVA_INT_UNALIGNED, firsts + (long) Integer.BYTES * blocks.size(), chunks);
    page.set(JAVA_INT_UNALIGNED, at + CHUNKS, chunks);
    page.set(JAVA_LONG_UNALIGNED, at + RAW_LENGTH, raw);
  }

  private int table(int table, int index) {
    long begin = at + CODECS + blocks + (long) Integer.BYTES * (blocks + 1) * table;
    return page.get(JAVA_INT_UNALIGNED, begin + (long) Integer.BYTES * index);
  }

  private int firstChunk(int block) {
    return table(1, block);
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
    return blocks;
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
    return page.get(JAVA_BYTE, at + CODECS + block) == ZSTD ? Codec.ZSTD : Codec.STORED;
  }

  /** Where a block begins in the pack's plaintext. */
  public int blockOffset(int block) {
    return table(0, block);
  }

  /** Stored bytes of a block. */
  public int blockStoredLength(int block) {
    return blockOffset(block + 1) - blockOffset(block);
  }

  /** Bytes of a block's joined chunks. */
  public int blockRawLength(int block) {
    return chunkOffset(block, firstChunk(block + 1) - firstChunk(block));
  }

  /** Where the {@code entry}-th chunk of a block begins in the joined chunks. */
  public int chunkOffset(int block, int entry) {
    int first = firstChunk(block);
    int sum = 0;
    for (int i = first; i < first + entry; i++) {
      sum += table(2, i);
    }
    return sum;
  }

  /** Length of the {@code entry}-th chunk of a block. */
  public int chunkLength(int block, int entry) {
    return table(2, firstChunk(block) + entry);
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
