package io.keepsake.cli.shell;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the word that was meant. The distance counts insertions, deletions, replacements and swaps
 * of neighbours (optimal string alignment).
 */
public final class DidYouMean {

  private DidYouMean() {}

  /** The known word nearest to what was written, if one is near enough to be meant. */
  public static Optional<String> among(Collection<String> known, String written) {
    String best = "";
    int least = Math.max(1, written.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), written.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** A question to append to a message: {@code " Did you mean 'x'?"}, or nothing. */
  public static String question(Collection<String> known, String written) {
    return among(known, written).map(word -> " Did you mean '" + word + "'?").orElse("");
  }

  /** The number of edits between two words. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : edits(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int edits(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
    least = Math.min(least, d[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
