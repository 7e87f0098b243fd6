package io.keepsake.core.backup;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.spi.source.RawName;

/** What the walk hands to the tree, in its order. */
sealed interface WalkStep {

  /** A directory begins; its content is not known yet. */
  record Enter(TreeEntry directory) implements WalkStep {}

  /** An entry that needs no reading. */
  record Known(TreeEntry entry) implements WalkStep {}

  /** A file that a worker reads, by one of its names. */
  record Reading(FileBatch batch, int number, RawName name) implements WalkStep {}

  /** The current directory ends. */
  record Leave() implements WalkStep {}

  /** The walk ended. */
  record End() implements WalkStep {}
}
