package io.keepsake.alerts.outlet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}, in both its forms (RFC 9110, 10.2.3). */
final class RetryAfter {

  /** No server can silence alerts for longer. */
  static final Duration MOST = Duration.ofHours(1);

  private static final int DIGITS = 9;

  private RetryAfter() {}

  /** The pause it asks for, at most an hour; empty if it cannot be understood. */
  static Optional<Duration> of(String value, InstantSource clock) {
    return pause(value.strip(), clock).map(RetryAfter::bounded);
  }

  private static Optional<Duration> pause(String value, InstantSource clock) {
    if (value.matches("\\d+")) {
      return Optional.of(
          value.length() > DIGITS ? MOST : Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return Optional.of(Duration.between(clock.instant(), until));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration pause) {
    if (pause.isNegative()) {
      return Duration.ZERO;
    }
    return pause.compareTo(MOST) > 0 ? MOST : pause;
  }
}
