package io.keepsake.core.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who writes to a vault or prunes it, or seems to: a process that was killed leaves its
 * session behind.
 *
 * @param id its identity, 64 hexadecimal digits
 * @param note who it is; empty where that cannot be read
 */
public record VaultSession(String id, Optional<Note> note) {

  /** The first 12 digits of its identity, enough for people. */
  public String abbreviated() {
    return id.substring(0, 12);
  }

  /** In words, such as {@code 0123456789ab (backup by ada on studio since ...)}. */
  public String description() {
    return abbreviated()
        + note.map(
                said ->
                    " (%s by %s on %s since %s)"
                        .formatted(said.what(), said.user(), said.host(), said.since()))
            .orElse(" (its record is damaged)");
  }

  /**
   * What its record says.
   *
   * @param what {@code backup} or {@code prune}
   * @param since when it began, by the clock of its machine
   * @param host that machine
   * @param user who runs it
   */
  public record Note(String what, Instant since, String host, String user) {}
}
