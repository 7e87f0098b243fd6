package io.keepsake.core.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One backup, as its manifest tells.
 *
 * @param id its identity
 * @param time when the backup began, by the clock of the machine that made it
 * @param host that machine's name
 * @param user who ran it
 * @param roots what was backed up: absolute paths, or the name given to a stream
 * @param labels the user's own marks, such as {@code event=smith-2026}
 * @param parent the snapshot it was compared with, if any
 * @param totals what it holds
 * @param skipped entries that were left out or changed while they were read
 * @param stores ids of the stores that held all of it when it was written
 * @param program name and version of the program that wrote it
 */
public record Snapshot(
    SnapshotId id,
    Instant time,
    String host,
    String user,
    List<String> roots,
    Map<String, String> labels,
    Optional<SnapshotId> parent,
    SnapshotTotals totals,
    long skipped,
    List<String> stores,
    String program) {

  /** Copies the collections. */
  public Snapshot {
    roots = List.copyOf(roots);
    labels = Map.copyOf(labels);
    stores = List.copyOf(stores);
  }
}
