package io.keepsake.core.index;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import java.util.List;

/** A pack as the index knows it: where its blocks are and how long its chunks. Immutable. */
public final class IndexedPack {

  private final int number;
  private final Hash hash;
  private final ObjectType type;
  private final long storedLength;
  private final PackDirectory.Codec[] codecs;
  private final int[] blockOffsets;
  private final int[] firstChunks;
  private final int[] chunkLengths;

  IndexedPack(int number, IndexRecord record) {
    this.number = number;
    List<PackDirectory.Block> blocks = record.directory().blocks();
    hash = record.pack();
    type = record.type();
    storedLength = record.storedLength();
    codecs = new PackDirectory.Codec[blocks.size()];
    blockOffsets = new int[blocks.size() + 1];
    firstChunks = new int[blocks.size() + 1];
    for (int i = 0; i < codecs.length; i++) {
      PackDirectory.Block block = blocks.get(i);
      codecs[i] = block.codec();
      blockOffsets[i + 1] = Math.addExact(blockOffsets[i], block.storedLength());
      firstChunks[i + 1] = firstChunks[i] + block.chunks();
    }
    chunkLengths = new int[firstChunks[codecs.length]];
    for (int i = 0; i < codecs.length; i++) {
      int[] lengths = blocks.get(i).lengths();
      System.arraycopy(lengths, 0, chunkLengths, firstChunks[i], lengths.length);
    }
  }

  /** Its place among all packs of its index, from 0. */
  public int number() {
    return number;
  }

  /** The SHA-256 of its bytes. */
  public Hash hash() {
    return hash;
  }

  /** Data or tree pack. */
  public ObjectType type() {
    return type;
  }

  /** Bytes of the object. */
  public long storedLength() {
    return storedLength;
  }

  /** Number of blocks in it. */
  public int blocks() {
    return codecs.length;
  }

  /** Number of chunks in it. */
  public int chunks() {
    return chunkLengths.length;
  }

  /** Bytes of all its chunks before compression. */
  public long rawBytes() {
    long sum = 0;
    for (int length : chunkLengths) {
      sum += length;
    }
    return sum;
  }

  /** How a block is stored. */
  public PackDirectory.Codec codec(int block) {
    return codecs[block];
  }

  /** Where a block begins in the pack's plaintext. */
  public int blockOffset(int block) {
    return blockOffsets[block];
  }

  /** Stored bytes of a block. */
  public int blockStoredLength(int block) {
    return blockOffsets[block + 1] - blockOffsets[block];
  }

  /** Bytes of a block's joined chunks. */
  public int blockRawLength(int block) {
    return chunkOffset(block, firstChunks[block + 1] - firstChunks[block]);
  }

  /** Where the {@code entry}-th chunk of a block begins in the joined chunks. */
  public int chunkOffset(int block, int entry) {
    int sum = 0;
    for (int i = firstChunks[block]; i < firstChunks[block] + entry; i++) {
      sum += chunkLengths[i];
    }
    return sum;
  }

  /** Length of the {@code entry}-th chunk of a block. */
  public int chunkLength(int block, int entry) {
    return chunkLengths[firstChunks[block] + entry];
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
