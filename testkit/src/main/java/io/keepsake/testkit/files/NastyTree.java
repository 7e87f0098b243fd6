package io.keepsake.testkit.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with everything that is difficult to back up: names that are no text, sparse files,
 * links of all kinds, FIFOs, sockets, attributes, access lists, odd modes and times, paths longer
 * than the kernel takes, and as root devices and foreign owners.
 */
public final class NastyTree {

  private NastyTree() {}

  /**
   * Makes one.
   *
   * @param directory must not exist; {@code java.nio} cannot delete it again, {@code rm -rf} can
   * @throws IOException if it cannot be made or Python 3 is missing
   */
  public static void make(Path directory) throws IOException {
    PythonTool.Outcome outcome =
        new PythonTool("make-nasty-tree.py").run(List.of(directory.toString()));
    if (outcome.status() != 0) {
      throw new IOException("No nasty tree was made: " + outcome.output());
    }
  }
}
