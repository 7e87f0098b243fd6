package io.keepsake.core.vault;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of a vault's keys that is done: the minimum of providers or more have it.
 *
 * @param slot the key slot that was added or removed
 * @param owed providers that have not got it yet, each with the reason; there the old key slots
 *     open the vault until a backup or a repair brings them the new ones
 */
public record KeyringChange(VaultSlot slot, Map<String, String> owed) {

  /** What to do about changes that others began and did not end. */
  public enum UnfinishedChanges {
    /** Nothing is changed until they have ended. */
    RESPECT,
    /** They are taken for dead. If one is not, its change may be lost. */
    TAKE_OVER
  }

  /** Copies the map. */
  public KeyringChange {
    owed = Collections.unmodifiableMap(new TreeMap<>(owed));
  }
}
