package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;

/** Makes sure that a store is what it is taken for, before what it has is counted. */
@FunctionalInterface
public interface StoreCheck {

  /** Counts every store. */
  StoreCheck NONE = store -> {};

  /**
   * Checks it, and mends what can be mended.
   *
   * @throws StoreException if it does not count
   */
  void check(ObjectStore store) throws StoreException;
}
