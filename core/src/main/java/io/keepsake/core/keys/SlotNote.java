package io.keepsake.core.keys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is written beside a new key slot, for people. Everybody who can read a store can read it.
 *
 * @param created when it is made; kept to the second
 * @param label up to 64 printable ASCII characters without quotes and backslashes; may be empty
 */
public record SlotNote(Instant created, String label) {

  /**
   * Checks the label.
   *
   * @throws IllegalArgumentException if it is none
   */
  public SlotNote {
    created = created.truncatedTo(ChronoUnit.SECONDS);
    KeySlot.requireLabel(label);
  }

  /** A note without a label. */
  public static SlotNote at(Instant created) {
    return new SlotNote(created, "");
  }
}
