package io.keepsake.core.restore;

import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.RawName;
import java.util.List;

/** Which entries of a snapshot are wanted. */
final class Selection {

  private final List<String> paths;
  private final Globs includes;
  private final Globs excludes;

  Selection(RestoreJob job) {
    this.paths = job.paths().stream().map(Selection::normal).toList();
    this.includes = new Globs(job.includes());
    this.excludes = new Globs(job.excludes());
  }

  private static String normal(String path) {
    String absolute = path.startsWith("/") ? path : "/" + path;
    while (absolute.length() > 1 && absolute.endsWith("/")) {
      absolute = absolute.substring(0, absolute.length() - 1);
    }
    return absolute;
  }

  /** Whether anything below a directory can be wanted. */
  boolean descends(String path, RawName name) {
    boolean above =
        path.equals("/") || paths.stream().anyMatch(wanted -> wanted.startsWith(path + "/"));
    return (above || isBelow(path)) && !excluded(path, name);
  }

  /** Whether a directory is wanted by itself, empty or not. */
  boolean wantsDirectory(String path) {
    return includes.isEmpty() && isBelow(path);
  }

  /** Whether an entry that is no directory is wanted. */
  boolean wants(String path, RawName name) {
    return isBelow(path)
        && (includes.isEmpty() || includes.match(name.toString(), () -> path))
        && !excluded(path, name);
  }

  private boolean excluded(String path, RawName name) {
    return excludes.match(name.toString(), () -> path);
  }

  private boolean isBelow(String path) {
    if (paths.isEmpty()) {
      return true;
    }
    for (String wanted : paths) {
      if (wanted.equals("/") || path.equals(wanted) || path.startsWith(wanted + "/")) {
        return true;
      }
    }
    return false;
  }
}
