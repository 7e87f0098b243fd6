package io.keepsake.core.spi.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a store locks what it stores, as users set it by two options: {@code object-lock}, with
 * {@code compliance} or {@code governance}, and {@code lock-for}, with a time such as {@code 30d}.
 * A provider that can lock declares both names and asks {@link #of}.
 *
 * @param mode how firmly
 * @param time how long, counted from when an object is stored
 */
public record LockRule(LockMode mode, Duration time) {

  /** The option with the mode. */
  public static final String MODE = "object-lock";

  /** The option with the time. */
  public static final String TIME = "lock-for";

  /** No service takes a longer one: a hundred years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** What comes and goes by itself: locked, it would only be in the way. */
  private static final List<String> PASSING =
      List.of(
          "claims/", "sessions/", "condemned/", "swept/", "keepsake-scratch-", "keepsake-health/");

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is under a second or over a hundred years
   */
  public LockRule {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A lock lasts from a second to a hundred years: " + time);
    }
  }

  /**
   * What the options say; empty if they ask for no lock.
   *
   * @throws StoreException kind {@code INVALID} if one is wrong, or is missing beside the other
   */
  public static Optional<LockRule> of(StoreOptions options) throws StoreException {
    Optional<LockMode> mode =
        options.choice(
            MODE, Map.of("compliance", LockMode.COMPLIANCE, "governance", LockMode.GOVERNANCE));
    if (mode.isPresent() != options.text(TIME).isPresent()) {
      throw options.invalid(
          "the options %s and %s go together: give both or none".formatted(MODE, TIME));
    }
    if (mode.isEmpty()) {
      return Optional.empty();
    }
    Duration time = options.duration(TIME, LONGEST, Duration.ofSeconds(1), LONGEST);
    return Optional.of(new LockRule(mode.get(), time));
  }

  /** Whether an object of this name is locked: all but what comes and goes by itself. */
  public static boolean isFor(ObjectName name) {
    return PASSING.stream().noneMatch(name.value()::startsWith);
  }

  /** The lock of an object that is stored, or locked again, at this time; in whole seconds. */
  public Retention from(Instant now) {
    return new Retention(mode, now.plus(time).plusMillis(999).truncatedTo(ChronoUnit.SECONDS));
  }
}
