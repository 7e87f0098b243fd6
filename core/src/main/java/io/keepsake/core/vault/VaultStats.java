package io.keepsake.core.vault;

import java.util.List;

/**
 * Figures of a whole vault.
 *
 * @param snapshots number of snapshots
 * @param chunks number of different chunks
 * @param rawBytes size of these chunks before compression
 * @param packs number of packs
 * @param stores figures per store
 */
public record VaultStats(
    long snapshots, long chunks, long rawBytes, long packs, List<StoreFigures> stores) {

  /** Copies the list. */
  public VaultStats {
    stores = List.copyOf(stores);
  }

  /**
   * What one store holds.
   *
   * @param storeId which
   * @param objects number of objects
   * @param bytes their size
   */
  public record StoreFigures(String storeId, long objects, long bytes) {}
}
