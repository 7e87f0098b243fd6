package io.keepsake.provider.azure;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the options of a store; each problem is a sentence that says what would be right. */
final class AzureOptions {

  private static final List<String> PLAIN =
      List.of(
          "endpoint",
          "tenant-id",
          "client-id",
          "tier",
          "part-size",
          "connect-timeout",
          "idle-timeout");
  private static final List<String> SECRETS =
      List.of("account-key", "sas-token", "connection-string");
  private static final List<String> KNOWN =
      Stream.concat(
              PLAIN.stream(), SECRETS.stream().flatMap(s -> Stream.of(s, s + "-file", s + "-env")))
          .sorted()
          .toList();
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(KiB|MiB|GiB)?");

  private final StoreSettings settings;
  private final Map<String, String> environment;

  /**
   * Checks the names.
   *
   * @throws StoreException kind {@code INVALID} if there is an unknown one
   */
  AzureOptions(StoreSettings settings, Map<String, String> environment) throws StoreException {
    this.settings = settings;
    this.environment = environment;
    for (String name : settings.options().keySet()) {
      if (!KNOWN.contains(name)) {
        throw invalid(
            "an Azure store has no option '%s'; did you mean '%s'? It has: %s"
                .formatted(name, nearest(name), String.join(", ", KNOWN)));
      }
    }
  }

  /** An option's text. */
  Optional<String> text(String name) {
    return Optional.ofNullable(settings.options().get(name));
  }

  /** A time such as {@code 30s}, {@code 500ms}, {@code 2m} or {@code 30}, which means seconds. */
  Duration duration(String name, Duration otherwise) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.get().strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw invalid(name + " is a time such as 30s, 500ms or 2m, not '" + text.get() + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case null, default -> Duration.ofSeconds(number);
    };
  }

  /** A number of bytes such as {@code 16MiB}. */
  int size(String name, int otherwise, int least, int most) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = SIZE.matcher(text.get().strip());
    if (matcher.matches()) {
      int shift =
          switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            case null, default -> 0;
          };
      long bytes = Long.parseLong(matcher.group(1));
      if (bytes >= 1 && bytes <= (long) most >> shift && bytes << shift >= least) {
        return (int) (bytes << shift);
      }
    }
    throw invalid(
        "%s is a size such as 16MiB, from %d to %d bytes, not '%s'"
            .formatted(name, least, most, text.get()));
  }

  /** A secret, from wherever one of its three options says it is. */
  Optional<Secret> secret(String name) throws StoreException {
    List<String> given =
        Stream.of(name, name + "-file", name + "-env")
            .filter(settings.options()::containsKey)
            .toList();
    if (given.size() > 1) {
      throw invalid("give only one of " + String.join(" and ", given));
    }
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String option = given.getFirst();
    String value = String.valueOf(settings.options().get(option));
    String secret = value;
    if (option.endsWith("-file")) {
      secret = fromFile(option, value);
    } else if (option.endsWith("-env")) {
      secret = fromEnvironment(option, value);
    }
    if (secret.isBlank()) {
      throw invalid("what " + option + " names is empty; put the " + words(name) + " there");
    }
    return Optional.of(Secret.ofUtf8(secret.strip().toCharArray()));
  }

  /**
   * A secret of an account as the {@code az} program takes it from the environment: for stores
   * without options.
   */
  Optional<Secret> ofAccount(String account, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .filter(_ -> environment.getOrDefault("AZURE_STORAGE_ACCOUNT", account).equals(account))
        .map(value -> Secret.ofUtf8(value.strip().toCharArray()));
  }

  /** The secrets that are given, by the names of their options without ending. */
  List<String> secretsGiven() {
    List<String> given = new ArrayList<>();
    for (String name : SECRETS) {
      if (settings.options().keySet().stream()
          .anyMatch(o -> o.equals(name) || o.equals(name + "-file") || o.equals(name + "-env"))) {
        given.add(name);
      }
    }
    return given;
  }

  /** A failure of kind {@code INVALID}. */
  StoreException invalid(String problem) {
    return new StoreException(
        Kind.INVALID, settings.id(), "Provider %s: %s".formatted(settings.id(), problem));
  }

  private String fromFile(String option, String value) throws StoreException {
    String place =
        value.startsWith("~/") ? System.getProperty("user.home") + value.substring(1) : value;
    try {
      return Files.readString(Path.of(place));
    } catch (IOException | InvalidPathException e) {
      throw invalid(
          "the file %s that %s names cannot be read (%s); check its name and permissions"
              .formatted(value, option, e.getClass().getSimpleName()));
    }
  }

  private String fromEnvironment(String option, String value) throws StoreException {
    String found = environment.get(value);
    if (found == null) {
      throw invalid(
          "the environment variable %s that %s names is not set".formatted(value, option));
    }
    return found;
  }

  private static String words(String name) {
    return name.replace('-', ' ');
  }

  private static String nearest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return KNOWN.stream()
        .min((a, b) -> Integer.compare(distance(lower, a), distance(lower, b)))
        .orElseThrow();
  }

  /** Levenshtein's distance: how many letters to insert, drop or change. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
