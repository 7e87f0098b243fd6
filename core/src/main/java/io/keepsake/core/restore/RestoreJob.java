package io.keepsake.core.restore;

import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.target.Replacement;
import java.nio.file.Path;
import java.util.List;

/**
 * What to restore.
 *
 * @param manifest the snapshot
 * @param target directory to restore below
 * @param paths absolute paths in the snapshot; empty for all
 * @param includes globs; empty for all
 * @param excludes globs
 * @param replacement what to do with other files in the way
 */
public record RestoreJob(
    SnapshotManifest manifest,
    Path target,
    List<String> paths,
    List<String> includes,
    List<String> excludes,
    Replacement replacement) {}
