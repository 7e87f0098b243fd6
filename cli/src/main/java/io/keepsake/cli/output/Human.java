package io.keepsake.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures for people, the same in every locale. */
public final class Human {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Human() {}

  /** A size in binary units with one decimal: {@code 1.2 GiB}; below 1 KiB, whole bytes. */
  public static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = 0;
    // 1023.95 and more would be shown as 1024.0.
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** A number with its digits in groups: {@code 1,204}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 file}, {@code 1,204 files}. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** A duration: {@code 4.1 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }

  /** A duration as clocks show it: {@code 0:41}, {@code 1:02:03}. */
  public static String clock(long seconds) {
    String tail = String.format(Locale.ROOT, "%02d", seconds % 60);
    return seconds < 3600
        ? seconds / 60 + ":" + tail
        : String.format(Locale.ROOT, "%d:%02d:%s", seconds / 3600, seconds % 3600 / 60, tail);
  }

  /** A point in time on the user's clock: {@code 2026-11-23 13:05:41}. */
  public static String time(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(instant);
  }
}
