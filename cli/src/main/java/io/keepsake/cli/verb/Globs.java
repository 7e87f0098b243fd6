package io.keepsake.cli.verb;

import io.keepsake.cli.output.Glob;
import io.keepsake.cli.shell.UsageException;
import java.util.List;

/** Checks patterns before anything else is done. */
final class Globs {

  private Globs() {}

  static void check(List<String> globs) throws UsageException {
    for (String glob : globs) {
      read(glob);
    }
  }

  static Glob read(String glob) throws UsageException {
    try {
      return Glob.of(glob);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ".");
    }
  }
}
