package io.keepsake.monitor.dashboard;

import java.util.List;
import java.util.Locale;

/** Figures and names in sentences, the same in every locale. */
final class Words {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int NAMES = 3;

  private Words() {}

  /** A size in binary units, with a decimal below 10: {@code 1.2 GiB}, {@code 12 GiB}. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    // 1023.5 and more would be shown as 1024.
    while (value >= 1023.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }

  /** A number with its digits in groups: {@code 1,204}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 file}, {@code 1,204 files}. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** Names of providers in a row, or how many there are if there are too many to read. */
  static String names(List<String> ids) {
    if (ids.size() > NAMES) {
      return count(ids.size()) + " providers";
    }
    if (ids.size() < 2) {
      return String.join("", ids);
    }
    return String.join(", ", ids.subList(0, ids.size() - 1)) + " and " + ids.getLast();
  }
}
