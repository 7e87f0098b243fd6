package io.keepsake.core.vault;

import io.keepsake.core.source.FileSource;
import io.keepsake.core.source.MountPoints;
import io.keepsake.core.source.StreamSource;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.Globs;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The sources that come with the core. */
public final class BackupSources {

  private BackupSources() {}

  /**
   * Directories and files of this machine.
   *
   * @param paths what to back up; made absolute
   * @param excludes globs: without a slash matched with the name, with one with the absolute path;
   *     {@code **} crosses slashes. A directory that matches is left out with all below it; a path
   *     in {@code paths} is never left out
   * @param boundary whether to cross into other file systems
   * @throws IllegalArgumentException if no path is given or a glob is malformed
   */
  public static BackupSource files(List<Path> paths, List<String> excludes, Boundary boundary) {
    MountPoints mountPoints =
        switch (boundary) {
          case NONE -> MountPoints.CROSS;
          case FILE_SYSTEM -> MountPoints.STOP;
        };
    return new FileSource(paths, new Globs(excludes), mountPoints);
  }

  /**
   * A stream, stored as one file of that name; closed by the backup.
   *
   * @throws IllegalArgumentException if the name cannot name a file
   */
  public static BackupSource stream(String name, InputStream content) {
    return new StreamSource(name, content);
  }

  /** Where a walk stops. */
  public enum Boundary {
    /** At nothing. */
    NONE,
    /** At mount points. */
    FILE_SYSTEM
  }
}
