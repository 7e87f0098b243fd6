package io.keepsake.core.spi.storage.walk;

import io.keepsake.core.spi.storage.StoreException;
import java.time.Instant;
import java.util.Optional;

/** The directories of a store, which a provider can read one by one. */
@FunctionalInterface
public interface Directories {

  /**
   * Reads a directory without holding all of it, and tells of its entries in any order. Leaves out
   * what is no part of the store, such as an area for temporary files. A directory that is not
   * there has no entries: it may have been removed since its parent was read.
   *
   * @param path the directory's name with a slash at the end; empty for the root
   */
  void read(String path, Entries entries) throws StoreException;

  /** Takes the entries of a directory. Those that are neither file nor directory are left out. */
  interface Entries {

    /**
     * Whether an entry matters, as far as its name tells. Asked first of each one, so that the
     * others need not be looked at.
     *
     * @param name the last part of its path
     */
    boolean wants(String name);

    /** Takes a file whose name is wanted. */
    void file(String name, long length, Optional<Instant> modified);

    /** Takes a directory whose name is wanted. */
    void directory(String name);
  }
}
