package io.keepsake.core.repair;

import java.util.Optional;

/**
 * What is to be repaired, and how.
 *
 * @param check how damage is looked for
 * @param action what is done about it
 * @param store the only store to be written to; empty for all
 */
public record RepairJob(Check check, Action action, Optional<String> store) {

  /** How damage is looked for. */
  public enum Check {
    /** By what the stores list: missing objects and wrong lengths. */
    LISTING,
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
    return store.isEmpty() || store.get().equals(storeId);
  }
}
