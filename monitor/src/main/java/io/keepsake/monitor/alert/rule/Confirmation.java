package io.keepsake.monitor.alert.rule;

/**
 * How many measurements in a row it takes to believe that something changed.
 *
 * @param failures until it is believed to have begun or become worse; at least 1
 * @param successes until it is believed to be over or better; at least 1
 */
public record Confirmation(int failures, int successes) {

  /** The first measurement is believed: for facts that do not come and go. */
  public static final Confirmation AT_ONCE = new Confirmation(1, 1);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public Confirmation {
    if (failures < 1 || successes < 1) {
      throw new IllegalArgumentException(
          "It takes at least one measurement, not %d or %d".formatted(failures, successes));
    }
  }
}
