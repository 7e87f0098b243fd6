package io.keepsake.testkit.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares two directory trees in names, kinds, modes, owners, modification times, contents, link
 * structure, devices, extended attributes and sparseness.
 */
public final class TreeComparison {

  private static final int DIFFERENT = 1;

  private TreeComparison() {}

  /** What may differ. */
  public enum Skip {
    /** Owner and group. */
    OWNER,
    /** Modification times. */
    TIME,
    /** Permissions. */
    MODE,
    /** Extended attributes. */
    XATTR,
    /** Holes may be filled. */
    SPARSE,
    /** Sockets may be missing, as they are after any restore. */
    SOCKET,
    /** Devices may be missing, as they are after a restore that was not run by root. */
    DEVICE,
    /** The attributes of the two top directories themselves. */
    ROOT
  }

  /**
   * The differences, one a line for people; empty if there are none.
   *
   * @throws IOException if the trees cannot be compared or Python 3 is missing
   */
  public static List<String> differences(Path expected, Path actual, Skip... skipped)
      throws IOException {
    Set<Skip> skips = EnumSet.noneOf(Skip.class);
    skips.addAll(List.of(skipped));
    String skip =
        skips.stream()
            .map(what -> what.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    PythonTool.Outcome outcome =
        new PythonTool("compare-trees.py")
            .run(List.of("--skip", skip, expected.toString(), actual.toString()));
    if (outcome.status() == 0) {
      return List.of();
    }
    if (outcome.status() != DIFFERENT || outcome.output().startsWith("Traceback")) {
      throw new IOException("The trees were not compared: " + outcome.output());
    }
    return outcome.output().lines().toList();
  }
}
