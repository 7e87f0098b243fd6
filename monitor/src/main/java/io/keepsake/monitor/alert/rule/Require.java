package io.keepsake.monitor.alert.rule;

/** Checks of what records are given. */
final class Require {

  private Require() {}

  static void named(String name, String what) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("No name of a " + what);
    }
  }

  static void notNegative(long number, String what) {
    if (number < 0) {
      throw new IllegalArgumentException("A number of " + what + " is not negative: " + number);
    }
  }
}
