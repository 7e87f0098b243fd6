package io.keepsake.core.repair;

import java.util.Set;

/**
 * What is to be repaired, and how.
 *
 * @param check how damage is looked for
 * @param action what is done about it
 * @param stores ids of the stores that are to have everything; no other is written to
 */
public record RepairJob(Check check, Action action, Set<String> stores) {

  /** Copies the set. */
  public RepairJob {
    stores = Set.copyOf(stores);
  }

  /** How damage is looked for. */
  public enum Check {
    /** By what the stores list: missing objects and wrong lengths. */
    LISTING,
    /**
     * Also by comparing what services tell of their copies, by checksums that they computed
     * themselves, with each other or with a good copy; copies of which none is told are read.
     */
    CHECKSUM,
    /** Also by reading every copy and comparing it with its hash. */
    DATA
  }

  /** What is done about damage. */
  public enum Action {
    /** It is told; nothing is written. */
    PREVIEW,
    /** Copies are written. */
    APPLY
  }

  boolean concerns(String storeId) {
    return stores.contains(storeId);
  }
}
