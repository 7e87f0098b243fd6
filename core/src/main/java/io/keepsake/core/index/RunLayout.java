package io.keepsake.core.index;

/** What a sorted run has of a chunk beside its id. */
enum RunLayout {
  /** Nothing: it is a set. */
  IDS(2 * Long.BYTES),
  /** A number; those of the same id are added up. */
  SUMS(3 * Long.BYTES),
  /** A place, and the length of the chunk; of several places of an id the greatest comes first. */
  PLACES(3 * Long.BYTES + Integer.BYTES);

  private final int entryBytes;

  RunLayout(int entryBytes) {
    this.entryBytes = entryBytes;
  }

  /** Bytes of an entry. */
  int entryBytes() {
    return entryBytes;
  }
}
