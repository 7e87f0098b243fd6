package io.keepsake.core.snapshot;

import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import java.io.IOException;

/** The chunks of a file's content and where each belongs. */
public final class FileChunks {

  /** Receives chunks in ascending order of their offsets. */
  @FunctionalInterface
  public interface Visitor {
    /** One chunk. */
    void chunk(ChunkLocation location, Hash id, long offset) throws IOException;
  }

  private final ChunkIndex index;
  private final ChunkReader trees;

  /** Finds chunks by that index, and the extents of fragmented files in these tree chunks. */
  public FileChunks(ChunkIndex index, ChunkReader trees) {
    this.index = index;
    this.trees = trees;
  }

  /**
   * Tells all chunks of a file.
   *
   * @throws FormatException if one is in no pack, or they do not fit the file
   */
  public void visit(TreeEntry file, Visitor visitor) throws IOException {
    FileExtents.visit(file, trees, extent -> extent(extent, file, visitor));
  }

  private void extent(StoredExtent extent, TreeEntry file, Visitor visitor) throws IOException {
    if (extent.length() > file.attributes().size() - extent.offset()) {
      throw new FormatException("an extent reaches behind the end of its file");
    }
    byte[] ids = extent.ids();
    long position = extent.offset();
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      Hash id = Hash.at(ids, i);
      ChunkLocation location =
          index
              .find(ids, i)
              .orElseThrow(() -> new FormatException("no pack has the chunk " + id.hex()));
      visitor.chunk(location, id, position);
      position += location.length();
    }
    long length = position - extent.offset();
    if (length != extent.length()) {
      throw new FormatException(
          "chunks of " + length + " bytes where " + extent.length() + " belong");
    }
  }
}
