package io.keepsake.core.index;

/**
 * Where a chunk is.
 *
 * @param pack in which pack
 * @param block in which of its blocks, from 0
 * @param entry which of the block's chunks, from 0
 * @param length the chunk's plaintext length
 */
public record ChunkLocation(IndexedPack pack, int block, int entry, int length) {}
