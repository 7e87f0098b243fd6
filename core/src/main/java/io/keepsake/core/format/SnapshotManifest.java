package io.keepsake.core.format;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plaintext of a snapshot: section 9 of the format.
 *
 * @param time when the backup began
 * @param host machine that made it
 * @param user who ran it
 * @param roots what was backed up
 * @param labels the user's marks, by name
 * @param parent the snapshot it was compared with
 * @param root the unnamed root directory
 * @param files number of regular files
 * @param directories number of directories
 * @param others number of other entries
 * @param bytes size of all regular files
 * @param skipped entries skipped or not at rest
 * @param stores ids of the stores that held everything
 * @param program what wrote it
 * @param session the session of the backup that wrote it; empty in those of older programs
 */
public record SnapshotManifest(
    Instant time,
    String host,
    String user,
    List<String> roots,
    Map<String, String> labels,
    Optional<Hash> parent,
    TreeEntry root,
    long files,
    long directories,
    long others,
    long bytes,
    long skipped,
    List<String> stores,
    String program,
    Optional<Hash> session) {

  /** Copies the collections. */
  public SnapshotManifest {
    roots = List.copyOf(roots);
    labels = Map.copyOf(labels);
    stores = List.copyOf(stores);
  }
}
