package io.keepsake.provider.local.vfs.remote;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the options of a store; what is wrong with one is told with its name. */
public final class RemoteOptions {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)?");

  private final StoreSettings settings;

  /**
   * Options that are all known.
   *
   * @throws StoreException kind {@code INVALID} for the first that is not, with the nearest one
   */
  public RemoteOptions(StoreSettings settings, List<String> known) throws StoreException {
    this.settings = settings;
    for (String name : new TreeSet<>(settings.options().keySet())) {
      if (!known.contains(name)) {
        String nearest =
            known.stream().min(Comparator.comparingInt(k -> distance(k, name))).orElse("");
        throw invalid(
            "there is no option '%s'; did you mean '%s'? The options are %s"
                .formatted(name, nearest, String.join(", ", known)));
      }
    }
  }

  /** A refusal of these settings. */
  public StoreException invalid(String problem) {
    return new StoreException(
        Kind.INVALID, settings.id(), "Provider %s: %s".formatted(settings.id(), problem));
  }

  /** An option's value as it stands; empty if it is not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(settings.options().get(name));
  }

  /** A file's path, in which {@code ~/} is the user's home. */
  public Optional<Path> path(String name) throws StoreException {
    Optional<String> given = text(name);
    return given.isEmpty() ? Optional.empty() : Optional.of(path(name, given.get()));
  }

  /** Several paths with commas between. */
  public List<Path> paths(String name) throws StoreException {
    List<Path> paths = new ArrayList<>();
    for (String part : text(name).map(t -> t.split(",")).orElse(new String[0])) {
      paths.add(path(name, part.strip()));
    }
    return List.copyOf(paths);
  }

  private Path path(String name, String value) throws StoreException {
    if (value.isBlank()) {
      throw invalid("option %s names no file".formatted(name));
    }
    try {
      return value.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), value.substring(2))
          : Path.of(value);
    } catch (InvalidPathException e) {
      throw invalid("option %s is no path: %s".formatted(name, e.getReason()));
    }
  }

  /** A time such as {@code 10s}, {@code 500ms} or {@code 2m}; a number alone is seconds. */
  public Duration duration(String name, Duration otherwise) throws StoreException {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(given.get().strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw invalid("option %s is a time such as 10s or 2m, not '%s'".formatted(name, given.get()));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (String.valueOf(matcher.group(2))) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** A whole number within bounds. */
  public int number(String name, int otherwise, int least, int most) throws StoreException {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(given.get().strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number out of bounds
    }
    throw invalid(
        "option %s is a number from %d to %d, not '%s'".formatted(name, least, most, given.get()));
  }

  /** One of an enum's constants, written in lower case and with dashes. */
  public <E extends Enum<E>> E choice(String name, E otherwise) throws StoreException {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    Map<String, E> choices =
        Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
            .collect(
                Collectors.toMap(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'), e -> e));
    E chosen = choices.get(given.get());
    if (chosen == null) {
      throw invalid(
          "option %s is one of %s, not '%s'"
              .formatted(name, String.join(", ", new TreeSet<>(choices.keySet())), given.get()));
    }
    return chosen;
  }

  /**
   * A secret: in the file that {@code <name>-file} names, in the variable that {@code <name>-env}
   * names, or, for settings made in code, in {@code <name>} itself.
   */
  public Optional<Secret> secret(String name) throws StoreException {
    Optional<Path> file = path(name + "-file");
    Optional<String> variable = text(name + "-env");
    Optional<String> direct = text(name);
    if (List.of(file, variable, direct).stream().filter(Optional::isPresent).count() > 1) {
      throw invalid(
          "give only one of the options %s-file, %s-env and %s".formatted(name, name, name));
    }
    if (file.isPresent()) {
      return Optional.of(read(name, file.get()));
    }
    if (variable.isPresent()) {
      String value = System.getenv(variable.get());
      if (value == null) {
        throw invalid(
            "option %s-env names the variable %s, which is not set"
                .formatted(name, variable.get()));
      }
      return Optional.of(Secret.ofUtf8(value.toCharArray()));
    }
    return direct.map(value -> Secret.ofUtf8(value.toCharArray()));
  }

  private Secret read(String name, Path file) throws StoreException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      Secret secret = Secret.copyOf(Arrays.copyOf(bytes, length));
      Arrays.fill(bytes, (byte) 0);
      return secret;
    } catch (IOException e) {
      throw invalid(
          "option %s-file names %s, which cannot be read (%s)"
              .formatted(name, file, e.getClass().getSimpleName()));
    }
  }

  /** Levenshtein's distance. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
