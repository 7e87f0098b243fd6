package io.keepsake.provider.s3;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of a store, each read by what it means. Every failure names the option. */
final class S3Options {

  private static final List<String> KNOWN =
      List.of(
          "endpoint",
          "region",
          "path-style",
          "profile",
          "access-key-id",
          "secret-access-key-file",
          "secret-access-key-env",
          "session-token-file",
          "session-token-env",
          "role-arn",
          "role-session-name",
          "external-id",
          "web-identity-token-file",
          "storage-class",
          "sse",
          "sse-kms-key-id",
          "tags",
          "part-size",
          "connect-timeout",
          "idle-timeout",
          "max-connections");

  /** Known too, but only from settings made in code: a file would show them. */
  private static final List<String> SECRETS = List.of("secret-access-key", "session-token");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KiB|MiB|GiB)");
  private static final int LONGEST_SECRET = 64 << 10;

  private final StoreSettings settings;

  /**
   * Looks for options that nothing here knows.
   *
   * @throws StoreException kind {@code INVALID} if there is one
   */
  S3Options(StoreSettings settings) throws StoreException {
    this.settings = settings;
    for (String name : settings.options().keySet().stream().sorted().toList()) {
      if (!KNOWN.contains(name) && !SECRETS.contains(name)) {
        throw new StoreException(
            Kind.INVALID,
            settings.id(),
            "Provider %s has no option %s; did you mean %s? The options of s3 are %s"
                .formatted(
                    settings.id(), name, Spelling.nearest(name, KNOWN), String.join(", ", KNOWN)));
      }
    }
  }

  Optional<String> text(String name) throws StoreException {
    Optional<String> value = Optional.ofNullable(settings.options().get(name)).map(String::strip);
    if (value.isPresent() && value.get().isEmpty()) {
      throw invalid(name, "is empty; give it a value or leave it out");
    }
    return value;
  }

  Optional<Boolean> flag(String name) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> throw invalid(name, "is true or false, not '%s'".formatted(text.get()));
    };
  }

  int number(String name, int otherwise, int least, int most) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.get().matches("\\d{1,9}")) {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw invalid(name, "is %d to %d, not '%s'".formatted(least, most, text.get()));
  }

  Duration duration(String name, Duration otherwise) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.get());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration value =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
          };
      if (value.isPositive() && value.compareTo(Duration.ofHours(1)) <= 0) {
        return value;
      }
    }
    throw invalid(
        name, "is a time of at most an hour such as 30s or 2m, not '%s'".formatted(text.get()));
  }

  long size(String name, long otherwise, long least, long most) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = SIZE.matcher(text.get());
    if (matcher.matches()) {
      int shift =
          switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
          };
      long value = Long.parseLong(matcher.group(1)) << shift;
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw invalid(
        name,
        "is a size from %d MiB to %d MiB such as 16 MiB, not '%s'"
            .formatted(least >> 20, most >> 20, text.get()));
  }

  Optional<Path> path(String name) throws StoreException {
    Optional<String> text = text(name);
    try {
      return text.map(
          value ->
              value.startsWith("~/")
                  ? Path.of(System.getProperty("user.home"), value.substring(2))
                  : Path.of(value));
    } catch (InvalidPathException e) {
      throw invalid(name, "is no path of a file: " + e.getReason());
    }
  }

  /** A secret given itself, by a file that holds it, or by the variable that does. */
  Optional<Secret> secret(String name) throws StoreException {
    List<String> given =
        Stream.of(name, name + "-file", name + "-env")
            .filter(settings.options()::containsKey)
            .toList();
    if (given.size() > 1) {
      throw invalid(given.getFirst(), "and %s exclude each other".formatted(given.get(1)));
    }
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String option = given.getFirst();
    String value =
        switch (option.substring(name.length())) {
          case "-file" -> contents(option, path(option).orElseThrow());
          case "-env" -> variable(option, text(option).orElseThrow());
          default -> text(option).orElseThrow();
        };
    return Optional.of(Secret.ofUtf8(value.toCharArray()));
  }

  private String contents(String option, Path file) throws StoreException {
    try {
      if (Files.size(file) > LONGEST_SECRET) {
        throw invalid(option, "names a file that is too large to be a secret: " + file);
      }
      String value = Files.readString(file).strip();
      if (value.isEmpty()) {
        throw invalid(option, "names a file that is empty: " + file);
      }
      return value;
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw invalid(option, "names a file that cannot be read: " + file);
    }
  }

  private String variable(String option, String name) throws StoreException {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw invalid(option, "names the environment variable %s, which is not set".formatted(name));
    }
    return value.strip();
  }

  StoreException invalid(String name, String problem) {
    return new StoreException(
        Kind.INVALID,
        settings.id(),
        "Provider %s: option %s %s".formatted(settings.id(), name, problem));
  }
}
