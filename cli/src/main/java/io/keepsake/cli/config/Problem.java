package io.keepsake.cli.config;

/**
 * One mistake in a vault file.
 *
 * @param line where, from 1
 * @param path which setting, such as {@code providers[2].url}; empty for the file as a whole
 * @param found what is there
 * @param right what would be right, a clause
 */
record Problem(int line, String path, String found, String right) implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    return Integer.compare(line, other.line);
  }

  @Override
  public String toString() {
    return "line %d%s: found %s; %s"
        .formatted(line, path.isEmpty() ? "" : ", " + path, found, right);
  }
}
