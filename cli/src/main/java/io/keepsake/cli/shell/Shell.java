package io.keepsake.cli.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program gets from whoever started it.
 *
 * @param in standard input
 * @param out standard output; unbuffered
 * @param err standard error; unbuffered
 * @param environment environment variables
 * @param directory where relative paths begin
 * @param terminal the terminal, as far as there is one
 */
public record Shell(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Map<String, String> environment,
    Path directory,
    Terminal terminal) {

  /** An environment variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Where a path given as an argument is.
   *
   * @return the path made absolute; nothing is looked up
   */
  public Path resolve(Path path) {
    return directory.resolve(path).normalize();
  }

  /** Where a user's settings of this program are (XDG Base Directory, 0.8). */
  public Path settings() {
    return variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
        .resolve("keepsake");
  }

  /** Columns of the terminal: {@code COLUMNS} within 40 and 400, or 80. */
  public int columns() {
    try {
      return Math.clamp(Integer.parseInt(environment.getOrDefault("COLUMNS", "80")), 40, 400);
    } catch (NumberFormatException e) {
      return 80;
    }
  }
}
