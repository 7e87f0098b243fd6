package io.keepsake.core.restore;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkLocation;

/**
 * A chunk that belongs somewhere.
 *
 * @param location where it is stored
 * @param id what it must hash to
 * @param file the file it belongs to
 * @param offset where in that file
 */
record ChunkRequest(ChunkLocation location, Hash id, FileRestore file, long offset) {

  /** The same chunk, from another pack. */
  ChunkRequest from(ChunkLocation another) {
    return new ChunkRequest(another, id, file, offset);
  }
}
