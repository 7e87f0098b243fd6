package io.keepsake.core.spi.source;

import java.io.IOException;

/** Receives a walk: directories nest, everything else is a leaf. All calls come from one thread. */
public interface SourceVisitor {

  /**
   * A directory begins; its entries follow until the matching {@link #leaveDirectory}. The root has
   * the empty name.
   */
  void enterDirectory(SourceItem directory) throws IOException;

  /** Anything that is not a directory. The item stays usable after this returns, on any thread. */
  void leaf(SourceItem item) throws IOException;

  /** The innermost directory ends. */
  void leaveDirectory() throws IOException;

  /** Something could not be read and is left out of the backup. */
  void skipped(SkippedItem item);
}
