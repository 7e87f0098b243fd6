package io.keepsake.core.backup;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.replicate.SettleLimits;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.spi.source.BackupSource;
import java.util.Map;
import java.util.Optional;

/**
 * What to back up.
 *
 * @param source what to read; not closed by the pipeline
 * @param host name of this machine
 * @param user who runs the backup
 * @param labels the user's marks
 * @param previous the snapshot to compare with
 * @param limits how long stores that are behind are waited for
 * @param registration the session of this backup, named in its snapshot
 * @param program name and version of this program
 */
public record BackupJob(
    BackupSource source,
    String host,
    String user,
    Map<String, String> labels,
    Optional<Previous> previous,
    SettleLimits limits,
    Registration registration,
    String program) {

  /**
   * The snapshot to compare with.
   *
   * @param id its hash
   * @param manifest its content
   */
  public record Previous(Hash id, SnapshotManifest manifest) {}
}
