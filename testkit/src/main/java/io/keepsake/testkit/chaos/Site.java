package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;

/** A provider that can be brought into trouble, and whose objects can be seen past it. */
public interface Site {

  /** How a vault names and opens it. */
  StoreSettings settings();

  /** What it stores, untroubled. The caller closes it. */
  ObjectStore raw() throws StoreException;

  /** Brings it into trouble; earlier troubles go on. */
  void begin(Strike strike);

  /** Ends all troubles, also those that have not begun yet. */
  void lift();

  /** Whether it is in trouble, or will be. */
  boolean isTroubled();

  /** Tells somebody at that call from now on, counted from 1, unless troubles are lifted before. */
  void tellAt(long call, Runnable listener);

  /** Its id. */
  default String id() {
    return settings().id();
  }
}
