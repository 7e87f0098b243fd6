package io.keepsake.testkit.storage;

import java.util.SplittableRandom;

/** At which of the calls that match a fault takes effect. */
@FunctionalInterface
public interface Times {

  /**
   * Whether it does so now.
   *
   * @param count how many calls have matched, this one included: from 1
   */
  boolean at(long count);

  /** Every time. */
  static Times always() {
    return count -> true;
  }

  /** The first {@code number} times. */
  static Times first(long number) {
    return count -> count <= number;
  }

  /** Only the {@code n}-th time, counted from 1. */
  static Times only(long n) {
    return count -> count == n;
  }

  /** The {@code n}-th time and from then on, counted from 1. */
  static Times from(long n) {
    return count -> count >= n;
  }

  /** From the {@code n}-th time on, counted from 1, so many times. */
  static Times during(long n, long number) {
    return count -> count >= n && count - n < number;
  }

  /** When both say so, of the same count. */
  default Times and(Times other) {
    return count -> at(count) && other.at(count);
  }

  /** At random with a probability from 0 to 1; the same seed gives the same answers in a row. */
  static Times randomly(long seed, double probability) {
    return count -> {
      long mixed = new SplittableRandom(seed).nextLong() + count;
      return new SplittableRandom(mixed).nextDouble() < probability;
    };
  }
}
