package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a store, each read by what it means. Every failure names the option. */
final class GcsOptions {

  private static final List<String> KNOWN =
      List.of(
          "endpoint",
          "project",
          "credentials",
          "credentials-file",
          "storage-class",
          "part-size",
          "resumable-threshold",
          "connect-timeout",
          "idle-timeout");

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KiB|MiB|GiB)");

  private final StoreSettings settings;

  /**
   * Looks for options that nothing here knows.
   *
   * @throws StoreException kind {@code INVALID} if there is one
   */
  GcsOptions(StoreSettings settings) throws StoreException {
    this.settings = settings;
    for (String name : settings.options().keySet().stream().sorted().toList()) {
      if (!KNOWN.contains(name)) {
        throw new StoreException(
            Kind.INVALID,
            settings.id(),
            "Provider %s has no option %s; did you mean %s? The options of gcs are %s"
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
        "is a size from %d KiB to %d MiB such as 16MiB, not '%s'"
            .formatted(least >> 10, most >> 20, text.get()));
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

  Optional<URI> endpoint(String name) throws StoreException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = URI.create(text.get());
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException e) {
      // told below, without the words, which repeat the value
    }
    throw invalid(name, "is the root of a service such as https://host:port");
  }

  StoreException invalid(String name, String problem) {
    return new StoreException(
        Kind.INVALID,
        settings.id(),
        "Provider %s: the option %s %s".formatted(settings.id(), name, problem));
  }
}
