package io.keepsake.core.repair;

import java.util.Set;

/**
 * What is to be repaired, and how.
 *
 * @param check how damage is looked for
 * @param action what is done about it
 * @param stores ids of the stores that are to have everything; no other is written to
 * @param sight whether the stores that answer know everything between them
 */
public record RepairJob(Check check, Action action, Set<String> stores, Sight sight) {

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

  /** What the stores that answer, and have a header, know between them. */
  public enum Sight {
    /** So many of them answer that one has whatever the minimum of stores have. */
    WHOLE,
    /** There may be something that none of them knows. */
    PARTIAL
  }

  boolean concerns(String storeId) {
    return stores.contains(storeId);
  }
}
