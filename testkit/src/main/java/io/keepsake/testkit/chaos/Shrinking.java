package io.keepsake.testkit.chaos;

import java.util.function.Predicate;

/** Makes failing schedules smaller. */
public final class Shrinking {

  private Shrinking() {}

  /**
   * A schedule that fails as the given one does, and of which no step can be left out.
   *
   * @param fails whether a schedule fails in the same way; asked often
   */
  public static Schedule smallest(Schedule schedule, Predicate<Schedule> fails) {
    Schedule smallest = schedule;
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      for (int i = smallest.steps().size() - 1; i >= 0; i--) {
        Schedule fewer = smallest.without(i);
        if (fails.test(fewer)) {
          smallest = fewer;
          shrunk = true;
        }
      }
    }
    return smallest;
  }
}
