package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectStore;

/** A store that tells when it is closed. */
final class ClosingStore extends ForwardingStore {

  private final Runnable listener;

  ClosingStore(ObjectStore behind, Runnable listener) {
    super(behind);
    this.listener = listener;
  }

  @Override
  public void close() {
    super.close();
    listener.run();
  }
}
