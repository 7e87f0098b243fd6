package io.keepsake.core.spi.storage;

/** Why a storage call is made, so that logs, metrics, throttles and costs can be told apart. */
public enum Purpose {
  /** Opening a vault, reading its header, keys and index. */
  OPEN,
  /** Writing a backup. */
  BACKUP,
  /** Reading for a restore or for browsing. */
  RESTORE,
  /** Checking what is stored. */
  VERIFY,
  /** Copying between providers to heal one. */
  REPAIR,
  /** Forgetting and pruning. */
  PRUNE,
  /** A health probe. */
  PROBE
}
