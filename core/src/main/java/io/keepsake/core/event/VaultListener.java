package io.keepsake.core.event;

/** Receives events. Must not block for long: the operation waits for it. */
@FunctionalInterface
public interface VaultListener {

  /** Ignores everything. */
  VaultListener NONE = event -> {};

  /** Something happened. */
  void on(VaultEvent event);
}
