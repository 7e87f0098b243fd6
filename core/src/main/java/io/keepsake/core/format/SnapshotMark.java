package io.keepsake.core.format;

import java.time.Instant;
import java.util.Optional;

/**
 * The plaintext of a tombstone or a hold: section 10 of the format.
 *
 * @param time when it was made, by the clock of the machine that made it; nothing is decided by it
 * @param host that machine
 * @param user who made it
 * @param reason why, for people
 * @param snapshot which snapshot it is about
 * @param ended the hold that ends with it, by the hash in its name; only among holds
 * @param program what wrote it
 */
public record SnapshotMark(
    Instant time,
    String host,
    String user,
    String reason,
    Hash snapshot,
    Optional<Hash> ended,
    String program) {}
