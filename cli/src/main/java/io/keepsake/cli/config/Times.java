package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Shape;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90s}, {@code 15m}, {@code 12h}, {@code 7d}. */
public final class Times {

  private static final Pattern TIME = Pattern.compile(Shape.Time.PATTERN);

  private Times() {}

  /** The time that is meant; empty if it is none, or nothing. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofSeconds(count);
        });
  }
}
