package io.keepsake.core.snapshot;

import io.keepsake.core.format.TreeEntry;
import java.io.IOException;

/** Receives the entries of a stored tree, depth first. */
public interface TreeVisitor {

  /** Whether to go into a directory. */
  enum Descent {
    /** Yes; {@link TreeVisitor#leave} will follow. */
    ENTER,
    /** No; {@link TreeVisitor#leave} will not be called. */
    SKIP
  }

  /** A directory; the root has the empty name and the path {@code /}. */
  Descent enter(String path, TreeEntry directory) throws IOException;

  /** Anything else. */
  void leaf(String path, TreeEntry entry) throws IOException;

  /** The directory entered last and not left yet ends. */
  void leave(String path, TreeEntry directory) throws IOException;

  /**
   * The rest of a directory's listing cannot be read; {@link #leave} follows, and the walk goes on
   * behind it. Throws by default, which ends the walk.
   */
  default void unreadable(String path, TreeEntry directory, IOException cause) throws IOException {
    throw cause;
  }
}
