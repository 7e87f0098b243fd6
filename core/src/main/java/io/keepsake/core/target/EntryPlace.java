package io.keepsake.core.target;

import io.keepsake.core.spi.source.RawName;

/** Where an entry goes, for messages; most are never shown. */
record EntryPlace(DirectoryHandle directory, RawName name) {

  /** The path for people. */
  @Override
  public String toString() {
    return directory.display(name);
  }
}
