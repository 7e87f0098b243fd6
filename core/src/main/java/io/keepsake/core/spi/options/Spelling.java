package io.keepsake.core.spi.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. Upper and lower case are the same. */
public final class Spelling {

  private Spelling() {}

  /** The word with the fewest edits from what was written; empty if there are no words. */
  public static Optional<String> nearest(Collection<String> words, String written) {
    return words.stream().min(Comparator.comparingInt(word -> distance(word, written)));
  }

  /** The nearest word, if at most a third of what was written would have to change. */
  public static Optional<String> near(Collection<String> words, String written) {
    int most = Math.max(1, written.length() / 3);
    return nearest(words, written).filter(word -> distance(word, written) <= most);
  }

  /**
   * The number of edits between two words: letters inserted, dropped or replaced, and neighbours
   * swapped (optimal string alignment).
   */
  public static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
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
