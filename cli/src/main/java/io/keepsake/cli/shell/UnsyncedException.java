package io.keepsake.cli.shell;

import java.io.IOException;
import java.nio.file.Path;

/** A file was replaced, but that may be undone by a power failure. */
public final class UnsyncedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The directory could not be made durable. */
  UnsyncedException(Path directory, IOException cause) {
    super("directory %s cannot be synced: %s".formatted(directory, cause.getMessage()), cause);
  }
}
