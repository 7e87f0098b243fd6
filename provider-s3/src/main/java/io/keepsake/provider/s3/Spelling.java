package io.keepsake.provider.s3;

import java.util.Comparator;
import java.util.List;

/** Finds the word that was meant. */
final class Spelling {

  private Spelling() {}

  /** Of the words, which are not empty, the one with the fewest letters to change. */
  static String nearest(String word, List<String> words) {
    return words.stream().min(Comparator.comparingInt(each -> distance(word, each))).orElseThrow();
  }

  /** Levenshtein's distance, by rows. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      int diagonal = i - 1;
      for (int j = 0; j <= to.length(); j++) {
        int above = row[j];
        if (i == 0 || j == 0) {
          row[j] = i + j;
        } else {
          int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
          row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
        }
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
