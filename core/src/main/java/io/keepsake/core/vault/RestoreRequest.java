package io.keepsake.core.vault;

import io.keepsake.core.spi.source.Globs;
import java.nio.file.Path;
import java.util.List;

/**
 * What to restore, and where to.
 *
 * @param snapshot which snapshot
 * @param target directory under which the backed-up paths are put; created if missing
 * @param paths absolute paths in the snapshot, each restored with everything below it; empty for
 *     all
 * @param includes globs, of which a file must match one; empty for all. A glob without a slash is
 *     matched with the name, one with a slash with the absolute path; {@code **} crosses slashes
 * @param excludes globs; a file or directory that matches one is left out
 * @param existing what to do where something is already there
 */
public record RestoreRequest(
    SnapshotId snapshot,
    Path target,
    List<String> paths,
    List<String> includes,
    List<String> excludes,
    Existing existing) {

  /** What to do with a file that is already there. */
  public enum Existing {
    /** Leave it and report it, unless its content is already the one to restore. */
    KEEP,
    /** Replace it, unless its content is already the one to restore. */
    OVERWRITE
  }

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a glob is malformed; the message names it
   */
  public RestoreRequest {
    paths = List.copyOf(paths);
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
    new Globs(includes);
    new Globs(excludes);
  }

  /** Everything of a snapshot, leaving alone what is already there. */
  public static RestoreRequest all(SnapshotId snapshot, Path target) {
    return new RestoreRequest(snapshot, target, List.of(), List.of(), List.of(), Existing.KEEP);
  }
}
