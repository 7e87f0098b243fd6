package io.keepsake.core.snapshot;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import java.io.IOException;
import java.util.List;

/** The ids of all chunks that a content refers to, those of its lists of extents too. */
public final class ContentIds {

  private ContentIds() {}

  /** Takes ids. */
  @FunctionalInterface
  public interface Sink {
    /** Takes some, joined. */
    void ids(byte[] joined) throws IOException;
  }

  /**
   * Tells them.
   *
   * @param trees reads lists of extents that are chunks themselves
   */
  public static void tell(Content content, ChunkReader trees, Sink sink) throws IOException {
    switch (content) {
      case Content.Dense(byte[] ids) -> sink.ids(ids);
      case Content.Sparse(List<StoredExtent> extents) -> {
        for (StoredExtent extent : extents) {
          sink.ids(extent.ids());
        }
      }
      case Content.Indirect(byte[] treeIds) -> {
        sink.ids(treeIds);
        for (int i = 0; i < treeIds.length / Hash.BYTES; i++) {
          CborReader in = new CborReader(trees.chunk(treeIds, i));
          while (!in.atEnd()) {
            sink.ids(StoredExtent.decode(in).ids());
          }
        }
      }
    }
  }
}
