package io.keepsake.core.spi.options;

import io.keepsake.core.spi.crypto.Secret;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The options of something that users set up, each read by what it means. See {@link
 * io.keepsake.core.spi.storage.StoreOptions} and {@link io.keepsake.core.spi.alert.SinkOptions},
 * which say how a plugin gets them.
 *
 * <p>Whatever cannot be used is a failure with one sentence that names the option and says what
 * would be right. Around a value, spaces do not count. To ask for an option that is not declared is
 * a mistake of the plugin: {@link IllegalArgumentException}.
 *
 * @param <F> thrown where an option cannot be used
 */
public abstract class Options<F extends Exception> {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final Map<String, String> given;
  private final OptionNames names;
  private final Map<String, String> environment;

  /**
   * Options that nothing has been asked of yet.
   *
   * @param given values by name
   * @param names the names there are
   * @param environment what {@code -env} options and {@link #environment} look into
   */
  protected Options(Map<String, String> given, OptionNames names, Map<String, String> environment) {
    this.given = Map.copyOf(given);
    this.names = names;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Refuses an option that is not declared; the sentence has the declared ones and the one that is
   * spelled most alike.
   */
  protected final void requireKnown() throws F {
    for (String name : new TreeSet<>(given.keySet())) {
      String problem = names.unknown(name);
      if (!problem.isEmpty()) {
        throw invalid(problem);
      }
    }
  }

  /** An option's text; empty if it is not given. */
  public final Optional<String> text(String name) throws F {
    if (!names.isPlain(name)) {
      throw new IllegalArgumentException("Not among the declared options: " + name);
    }
    return stripped(name);
  }

  /** The file that an option names; {@code ~/} is the user's home. */
  public final Optional<Path> path(String name) throws F {
    Optional<String> text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(path(name, text.get()));
  }

  /** The files that an option names, with commas between; none if it is not given. */
  public final List<Path> paths(String name) throws F {
    List<Path> paths = new ArrayList<>();
    for (String each : text(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
      paths.add(path(name, each.strip()));
    }
    return List.copyOf(paths);
  }

  /** What an option lists, with commas between; nothing if it is not given. */
  public final List<String> list(String name) throws F {
    List<String> all = new ArrayList<>();
    for (String each : text(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
      if (each.isBlank()) {
        throw invalidOption(name, "has nothing between two commas");
      }
      all.add(each.strip());
    }
    return List.copyOf(all);
  }

  /**
   * The address of a service: {@code http} or {@code https}, a host, and perhaps a port and a path.
   * One with a user, a query or a fragment is refused, for it may hold a secret, and is not
   * repeated.
   */
  public final Optional<URI> endpoint(String name) throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = URI.create(text.get());
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean bare =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if (web && bare && url.getHost() != null) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException e) {
      // told below: its message repeats the value
    }
    throw invalidOption(
        name, "is a scheme, a host and perhaps a port, such as https://nas.example:9000");
  }

  /**
   * Yes or no: {@code true}, {@code yes}, {@code on}, or {@code false}, {@code no}, {@code off}.
   */
  public final Optional<Boolean> flag(String name) throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> throw invalidOption(name, "is true or false, not '%s'".formatted(text.get()));
    };
  }

  /** A whole number within bounds, which count as within. */
  public final int number(String name, int otherwise, int least, int most) throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number out of bounds
    }
    throw invalidOption(
        name, "is a number from %d to %d, not '%s'".formatted(least, most, text.get()));
  }

  /**
   * A time longer than nothing and at most an hour: {@code 500ms}, {@code 30s}, {@code 2m}; a
   * number alone is seconds.
   */
  public final Duration duration(String name, Duration otherwise) throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return OptionUnits.time(text.get())
        .filter(time -> time.isPositive() && time.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () ->
                invalidOption(
                    name,
                    "is a time such as 30s, 500ms or 2m, of at most an hour, not '%s'"
                        .formatted(text.get())));
  }

  /**
   * A time within bounds, which count as within: {@code 12h}, {@code 30d}, and as in the method
   * above; a number alone is seconds.
   */
  public final Duration duration(String name, Duration otherwise, Duration least, Duration most)
      throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    return OptionUnits.time(text.get())
        .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
        .orElseThrow(
            () ->
                invalidOption(
                    name,
                    "is a time such as 12h or 30d, from %s to %s, not '%s'"
                        .formatted(OptionUnits.text(least), OptionUnits.text(most), text.get())));
  }

  /**
   * A size in bytes within bounds, which count as within: {@code 512 KiB}, {@code 16MiB}, {@code 1
   * GiB}; a number alone is bytes.
   */
  public final long size(String name, long otherwise, long least, long most) throws F {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    OptionalLong size = OptionUnits.size(text.get());
    if (size.isPresent() && size.getAsLong() >= least && size.getAsLong() <= most) {
      return size.getAsLong();
    }
    throw invalidOption(
        name,
        "is a size such as 16MiB, from %s to %s, not '%s'"
            .formatted(OptionUnits.text(least), OptionUnits.text(most), text.get()));
  }

  /** One of some words, whose case does not count, and what it stands for. */
  public final <T> Optional<T> choice(String name, Map<String, T> choices) throws F {
    Map<String, T> byWord = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byWord.putAll(choices);
    Optional<String> text = text(name);
    Optional<T> chosen = text.map(byWord::get);
    if (text.isPresent() && chosen.isEmpty()) {
      throw invalidOption(
          name, "is one of %s, not '%s'".formatted(String.join(", ", byWord.keySet()), text.get()));
    }
    return chosen;
  }

  /** One of an enum's constants, written with dashes: {@code accept-new}. */
  public final <E extends Enum<E>> E choice(String name, E otherwise) throws F {
    Map<String, E> choices =
        Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
            .collect(
                Collectors.toMap(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'), e -> e));
    return choice(name, choices).orElse(otherwise);
  }

  /** Whether a secret is given, in whichever way. */
  public final boolean hasSecret(String name) {
    return !waysGiven(name).isEmpty();
  }

  /**
   * A secret: in the file that {@code <name>-file} names, without the line's end behind it, in the
   * environment variable that {@code <name>-env} names, or, in settings made in code, {@code
   * <name>} itself. The caller closes it.
   */
  public final Optional<Secret> secret(String name) throws F {
    List<String> ways = waysGiven(name);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    if (ways.size() > 1) {
      throw invalid("give only one of the options " + String.join(", ", ways));
    }
    String option = ways.getFirst();
    String value = stripped(option).orElseThrow();
    SecretOption<F> secret = new SecretOption<>(this, option);
    return Optional.of(
        switch (option.substring(name.length())) {
          case "-file" -> secret.inFile(path(option, value));
          case "-env" -> secret.inVariable(value);
          default -> secret.itself(given.getOrDefault(option, ""));
        });
  }

  /** An environment variable; empty if it is not set or blank. */
  public final Optional<String> environment(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** A failure to throw: these settings cannot be used, for a reason that this sentence says. */
  public abstract F invalid(String problem);

  /**
   * A failure to throw: an option cannot be used.
   *
   * @param problem what goes on from the option's name: {@code "is a name such as eu-west-1"}
   */
  public final F invalidOption(String name, String problem) {
    return invalid("option %s %s".formatted(name, problem));
  }

  private List<String> waysGiven(String secret) {
    if (!names.isSecret(secret)) {
      throw new IllegalArgumentException("Not among the declared secrets: " + secret);
    }
    return OptionNames.ofSecret(secret).stream().filter(given::containsKey).toList();
  }

  private Optional<String> stripped(String option) throws F {
    Optional<String> value = Optional.ofNullable(given.get(option)).map(String::strip);
    if (value.isPresent() && value.get().isEmpty()) {
      throw invalidOption(option, "is empty; give it a value or leave it out");
    }
    return value;
  }

  private Path path(String name, String value) throws F {
    if (value.isEmpty()) {
      throw invalidOption(name, "names no file");
    }
    try {
      return value.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), value.substring(2))
          : Path.of(value);
    } catch (InvalidPathException e) {
      throw invalidOption(name, "is no path of a file: " + e.getReason());
    }
  }
}
