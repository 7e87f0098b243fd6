package io.keepsake.core.restore;

import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.RawName;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which entries of a snapshot are wanted. */
final class Selection {

  private final Set<String> paths;

  /** All directories that are on the way to one of the paths. */
  private final Set<String> above = new HashSet<>();

  private final Globs includes;
  private final Globs excludes;

  Selection(RestoreJob job) {
    this.paths = job.paths().stream().map(Selection::normal).collect(Collectors.toSet());
    for (String path : paths) {
      for (String at = parent(path); above.add(at) && !at.equals("/"); ) {
        at = parent(at);
      }
    }
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
    return (above.contains(path) || isBelow(path)) && !excluded(path, name);
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
    if (paths.isEmpty() || paths.contains("/")) {
      return true;
    }
    for (String at = path; !at.equals("/"); at = parent(at)) {
      if (paths.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }
}
