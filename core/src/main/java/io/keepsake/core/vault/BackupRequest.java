package io.keepsake.core.vault;

import io.keepsake.core.spi.source.BackupSource;
import java.util.Map;

/**
 * What to back up and how to mark it.
 *
 * @param source what to read; the backup closes it
 * @param host name of this machine, kept in the snapshot
 * @param user who runs the backup, kept in the snapshot
 * @param labels the user's own marks
 * @param comparison whether unchanged files may be recognised by the previous snapshot
 */
public record BackupRequest(
    BackupSource source,
    String host,
    String user,
    Map<String, String> labels,
    Comparison comparison) {

  /** How unchanged files are recognised. */
  public enum Comparison {
    /** By size, times and inode in the newest snapshot of the same host and roots. */
    PREVIOUS_SNAPSHOT,
    /** Not at all: every file is read. */
    NONE
  }

  /** Copies the labels. */
  public BackupRequest {
    labels = Map.copyOf(labels);
  }
}
