package io.keepsake.monitor.alert.rule;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. Coarse: a sentence that changes all the time is not read. */
final class Words {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Words() {}

  static String duration(Duration length) {
    if (length.isNegative()) {
      return duration(length.negated());
    }
    if (length.toDays() >= 2) {
      return length.toDays() + " days";
    }
    if (length.toHours() >= 2) {
      return length.toHours() + " hours";
    }
    if (length.toMinutes() >= 2) {
      return length.toMinutes() + " minutes";
    }
    return length.toSeconds() >= 10
        ? length.toSeconds() + " seconds"
        : String.format(Locale.ROOT, "%.1f seconds", length.toMillis() / 1000.0);
  }

  static String bytes(long number) {
    double value = number;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? number + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
