package io.keepsake.core.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * That a snapshot is not to be removed.
 *
 * @param id identity of the hold, 64 hexadecimal digits
 * @param snapshot which snapshot is held
 * @param note who holds it and why; empty where no provider has a good copy of the hold, which
 *     holds all the same
 */
public record SnapshotHold(String id, SnapshotId snapshot, Optional<Note> note) {

  /**
   * What a hold says.
   *
   * @param since when it was made, by the clock of the machine that made it
   * @param host that machine
   * @param user who made it
   * @param reason why
   */
  public record Note(Instant since, String host, String user, String reason) {}

  /** Why, for people. */
  public String reason() {
    return note.map(Note::reason).orElse("(the hold is damaged)");
  }
}
