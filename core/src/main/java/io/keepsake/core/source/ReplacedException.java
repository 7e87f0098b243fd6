package io.keepsake.core.source;

import java.io.Serial;
import java.nio.file.FileSystemException;

/** Where a regular file was seen, there is now something else. */
public final class ReplacedException extends FileSystemException {

  @Serial private static final long serialVersionUID = 1;

  ReplacedException(String path) {
    super(path, null, "It is no longer a regular file");
  }
}
