package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;

/** Passes events on one at a time. */
final class OrderedListener implements VaultListener {

  private final VaultListener listener;

  OrderedListener(VaultListener listener) {
    this.listener = listener;
  }

  @Override
  public synchronized void on(VaultEvent event) {
    listener.on(event);
  }
}
