package io.keepsake.core.snapshot;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import java.io.IOException;
import java.util.List;

/** What the content of a file consists of, however it is written down. */
public final class FileExtents {

  private FileExtents() {}

  /** Takes extents, in the order in which they are stored. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes one. */
    void extent(StoredExtent extent) throws IOException;
  }

  /**
   * Tells all extents of a file; a dense one has one, to its end.
   *
   * @param trees reads lists of extents that are chunks themselves
   * @throws io.keepsake.core.format.FormatException if such a chunk is no list of extents
   */
  public static void visit(TreeEntry file, ChunkReader trees, Visitor visitor) throws IOException {
    switch (file.content()) {
      case Content.Dense(byte[] ids) ->
          visitor.extent(new StoredExtent(0, file.attributes().size(), ids));
      case Content.Sparse(List<StoredExtent> extents) -> {
        for (StoredExtent extent : extents) {
          visitor.extent(extent);
        }
      }
      case Content.Indirect(byte[] treeIds) -> {
        for (int i = 0; i < treeIds.length / Hash.BYTES; i++) {
          CborReader in = new CborReader(trees.chunk(treeIds, i));
          while (!in.atEnd()) {
            visitor.extent(StoredExtent.decode(in));
          }
        }
      }
    }
  }
}
