package io.keepsake.core.format;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The plaintext of a session, and of what pruners write down: section 12 of the format.
 *
 * @param time when it was made, by the clock of the machine that made it; nothing is decided by it
 * @param host that machine
 * @param user who made it
 * @param what what that session does: {@link #BACKUP} or {@link #PRUNE}
 * @param session of what is condemned or swept, the pruner's session; of an intent or a fence, the
 *     session that it ends; empty in a session itself
 * @param objects what is condemned; what is swept; what of the session a fence admits. Empty in
 *     sessions and intents; a list without items in a fence that admits nothing
 * @param program what wrote it
 */
public record PruneMark(
    Instant time,
    String host,
    String user,
    String what,
    Optional<Hash> session,
    Optional<List<Hash>> objects,
    String program) {

  /** What a session does that writes a backup. */
  public static final String BACKUP = "backup";

  /** What a session does that prunes. */
  public static final String PRUNE = "prune";

  /** Copies the list. */
  public PruneMark {
    objects = objects.map(List::copyOf);
  }

  /** The objects, none if it has no such field. */
  public List<Hash> listed() {
    return objects.orElse(List.of());
  }
}
