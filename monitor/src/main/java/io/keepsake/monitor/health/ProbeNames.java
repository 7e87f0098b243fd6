package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.ObjectName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the objects that probes write: {@code keepsake-health/TIME-MONITOR-NUMBER}, outside
 * of all names that a vault uses, so that no reader of a vault looks at them. Safe for many threads.
 */
final class ProbeNames {

  /** All of them begin so. */
  static final String PREFIX = "keepsake-health/";

  /** What another monitor wrote longer ago than this, nobody will delete but us. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "([0-9a-f]{12})-([0-9a-f]{12})-[0-9a-f]+");

  private final String monitor;
  private final AtomicLong number = new AtomicLong();

  /** Names of a new monitor. */
  ProbeNames() {
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    monitor = HexFormat.of().formatHex(random);
  }

  /** A name that was never used. */
  ObjectName next(Instant now) {
    return new ObjectName(
        "%s%012x-%s-%x".formatted(PREFIX, now.toEpochMilli(), monitor, number.getAndIncrement()));
  }

  /**
   * Whether an object was left behind: by an earlier probe of this monitor, or by another monitor
   * long ago, for a younger one may still be in use there. Names that no monitor makes are not.
   */
  boolean isLeftBehind(ObjectName name, Instant now) {
    Matcher parts = NAME.matcher(name.value());
    if (!parts.matches()) {
      return false;
    }
    Instant written = Instant.ofEpochMilli(Long.parseLong(parts.group(1), 16));
    return parts.group(2).equals(monitor) || written.isBefore(now.minus(ABANDONED));
  }
}
