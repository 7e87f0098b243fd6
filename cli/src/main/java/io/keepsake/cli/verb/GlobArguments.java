package io.keepsake.cli.verb;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.source.Globs;
import java.util.List;

/** Reads patterns, and says which one makes no sense. */
final class GlobArguments {

  private GlobArguments() {}

  static Globs read(List<String> globs) throws UsageException {
    try {
      return new Globs(globs);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ".");
    }
  }
}
