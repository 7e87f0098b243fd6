package io.keepsake.core.vault;

/**
 * One difference between two snapshots.
 *
 * @param path where
 * @param change what is different
 */
public record Difference(String path, Change change) {

  /** What is different. */
  public enum Change {
    /** Only in the second. */
    ADDED,
    /** Only in the first. */
    REMOVED,
    /** The content, or the kind of entry, differs. */
    CONTENT,
    /** Only mode, owner, times or extended attributes differ. */
    ATTRIBUTES
  }
}
