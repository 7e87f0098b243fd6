package io.keepsake.monitor.schedule.timing;

import io.keepsake.monitor.schedule.timing.TimingText.Part;
import java.util.Map;
import java.util.Optional;

/** The names of the days of the week. */
final class WeekDays {

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "sunday", 0,
          "monday", 1,
          "tuesday", 2,
          "wednesday", 3,
          "thursday", 4,
          "friday", 5,
          "saturday", 6);

  private static final int SHORT = 3;

  private WeekDays() {}

  /** 0, Sunday, to 6; from the whole name, its first three letters, or its plural. */
  static Optional<Integer> number(Part word) {
    String singular = word.text().replaceFirst("days$", "day");
    return NUMBERS.entrySet().stream()
        .filter(
            day ->
                day.getKey().equals(singular)
                    || day.getKey().substring(0, SHORT).equals(word.text()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
