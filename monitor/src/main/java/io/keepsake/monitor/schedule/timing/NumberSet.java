package io.keepsake.monitor.schedule.timing;

/**
 * Some of the numbers from 0 to 63.
 *
 * @param bits one for each number
 */
record NumberSet(long bits) {

  static final NumberSet NONE = new NumberSet(0);

  /** Every {@code step}th number from {@code from} to {@code to}. */
  static NumberSet range(int from, int to, int step) {
    long bits = 0;
    for (int number = from; number <= to; number += step) {
      bits |= 1L << number;
    }
    return new NumberSet(bits);
  }

  static NumberSet of(int number) {
    return range(number, number, 1);
  }

  NumberSet and(NumberSet other) {
    return new NumberSet(bits | other.bits);
  }

  boolean contains(int number) {
    return (bits >>> number & 1) != 0;
  }

  /** The smallest of them. */
  int first() {
    return Long.numberOfTrailingZeros(bits);
  }
}
