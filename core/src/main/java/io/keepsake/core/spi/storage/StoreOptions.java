package io.keepsake.core.spi.storage;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException.Kind;
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
 * A store's options, each read by what it means. A provider declares their names once and then
 * asks:
 *
 * <pre>{@code
 * StoreOptions options =
 *     StoreOptions.of(settings, OptionNames.of("port", "idle-timeout").andSecrets("password"));
 * int port = options.number("port", 22, 1, 65_535);
 * Duration idle = options.duration("idle-timeout", Duration.ofSeconds(30));
 * Optional<Secret> password = options.secret("password");
 * }</pre>
 *
 * <p>Whatever cannot be used is a {@link StoreException} of kind {@code INVALID} with one sentence
 * that names the provider and the option and says what would be right. Around a value, spaces do
 * not count. To ask for an option that is not declared is a mistake of the provider: {@link
 * IllegalArgumentException}.
 */
public final class StoreOptions {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final StoreSettings settings;
  private final OptionNames names;
  private final Map<String, String> environment;

  private StoreOptions(StoreSettings settings, OptionNames names, Map<String, String> environment) {
    this.settings = settings;
    this.names = names;
    this.environment = environment;
  }

  /**
   * The options of these settings.
   *
   * @throws StoreException kind {@code INVALID} if one is unknown; the sentence has the known ones
   *     and the one that is spelled most alike
   */
  public static StoreOptions of(StoreSettings settings, OptionNames names) throws StoreException {
    return of(settings, names, System.getenv());
  }

  /**
   * The same, with other environment variables than the process has.
   *
   * @throws StoreException kind {@code INVALID} if an option is unknown
   */
  public static StoreOptions of(
      StoreSettings settings, OptionNames names, Map<String, String> environment)
      throws StoreException {
    StoreOptions options = new StoreOptions(settings, names, Map.copyOf(environment));
    for (String name : new TreeSet<>(settings.options().keySet())) {
      String problem = names.unknown(name);
      if (!problem.isEmpty()) {
        throw options.invalid(problem);
      }
    }
    return options;
  }

  /** The settings with these options. */
  public StoreSettings settings() {
    return settings;
  }

  /** An option's text; empty if it is not given. */
  public Optional<String> text(String name) throws StoreException {
    if (!names.isPlain(name)) {
      throw new IllegalArgumentException("Not among the declared options: " + name);
    }
    return given(name);
  }

  /** The file that an option names; {@code ~/} is the user's home. */
  public Optional<Path> path(String name) throws StoreException {
    Optional<String> text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(path(name, text.get()));
  }

  /** The files that an option names, with commas between; none if it is not given. */
  public List<Path> paths(String name) throws StoreException {
    List<Path> paths = new ArrayList<>();
    for (String each : text(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
      paths.add(path(name, each.strip()));
    }
    return List.copyOf(paths);
  }

  /**
   * The address of a service: {@code http} or {@code https}, a host, and perhaps a port and a path.
   * One with a user, a query or a fragment is refused, for it may hold a secret, and is not
   * repeated.
   */
  public Optional<URI> endpoint(String name) throws StoreException {
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
  public Optional<Boolean> flag(String name) throws StoreException {
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
  public int number(String name, int otherwise, int least, int most) throws StoreException {
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
  public Duration duration(String name, Duration otherwise) throws StoreException {
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
   * A size in bytes within bounds, which count as within: {@code 512 KiB}, {@code 16MiB}, {@code 1
   * GiB}; a number alone is bytes.
   */
  public long size(String name, long otherwise, long least, long most) throws StoreException {
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
  public <T> Optional<T> choice(String name, Map<String, T> choices) throws StoreException {
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
  public <E extends Enum<E>> E choice(String name, E otherwise) throws StoreException {
    Map<String, E> choices =
        Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
            .collect(
                Collectors.toMap(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'), e -> e));
    return choice(name, choices).orElse(otherwise);
  }

  /** Whether a secret is given, in whichever way. */
  public boolean hasSecret(String name) {
    return !waysGiven(name).isEmpty();
  }

  /**
   * A secret: in the file that {@code <name>-file} names, without the line's end behind it, in the
   * environment variable that {@code <name>-env} names, or, in settings made in code, {@code
   * <name>} itself. The caller closes it.
   */
  public Optional<Secret> secret(String name) throws StoreException {
    List<String> ways = waysGiven(name);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    if (ways.size() > 1) {
      throw invalid("give only one of the options " + String.join(", ", ways));
    }
    String option = ways.getFirst();
    String value = given(option).orElseThrow();
    SecretOption secret = new SecretOption(this, option);
    return Optional.of(
        switch (option.substring(name.length())) {
          case "-file" -> secret.inFile(path(option, value));
          case "-env" -> secret.inVariable(value);
          default -> secret.itself(settings.options().getOrDefault(option, ""));
        });
  }

  /** An environment variable; empty if it is not set or blank. */
  public Optional<String> environment(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** A failure to throw: these settings cannot be used, for a reason that this sentence says. */
  public StoreException invalid(String problem) {
    return new StoreException(
        Kind.INVALID, settings.id(), "Provider %s: %s".formatted(settings.id(), problem));
  }

  /**
   * A failure to throw: the store's URL cannot be used, for a reason that the cause's words say.
   */
  public StoreException invalidUrl(IllegalArgumentException cause) {
    StoreException invalid =
        invalid(
            "%s cannot be used: %s".formatted(settings.url(), String.valueOf(cause.getMessage())));
    invalid.initCause(cause);
    return invalid;
  }

  /**
   * A failure to throw: an option cannot be used.
   *
   * @param problem what goes on from the option's name: {@code "is a name such as eu-west-1"}
   */
  public StoreException invalidOption(String name, String problem) {
    return invalid("option %s %s".formatted(name, problem));
  }

  private List<String> waysGiven(String secret) {
    if (!names.isSecret(secret)) {
      throw new IllegalArgumentException("Not among the declared secrets: " + secret);
    }
    return OptionNames.ofSecret(secret).stream().filter(settings.options()::containsKey).toList();
  }

  private Optional<String> given(String option) throws StoreException {
    Optional<String> value = Optional.ofNullable(settings.options().get(option)).map(String::strip);
    if (value.isPresent() && value.get().isEmpty()) {
      throw invalidOption(option, "is empty; give it a value or leave it out");
    }
    return value;
  }

  private Path path(String name, String value) throws StoreException {
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
