package io.keepsake.monitor.alert.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class GrowthEstimateTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static List<UsageSample> days(int days, LongUnaryOperator available) {
    List<UsageSample> history = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      Instant time = START.plus(Duration.ofDays(day));
      history.add(new UsageSample(time, OptionalLong.empty(), available.applyAsLong(day)));
    }
    return history;
  }

  @Test
  void evenGrowthIsTakenAsItIs() {
    List<UsageSample> history = days(11, day -> 2_000_000 - day * 100_000);
    assertEquals(Optional.of(Duration.ofDays(10)), GrowthEstimate.untilFull(history));
  }

  @Test
  void aPruneAndAFirstBackupDoNotMoveItFar() {
    List<UsageSample> history =
        days(
            30,
            day ->
                10_000_000
                    - day * 100_000
                    - (day > 2 ? 2_000_000 : 0)
                    + (day == 20 ? 3_000_000 : 0));
    Duration left = GrowthEstimate.untilFull(history).orElseThrow();
    double expected = history.getLast().available() / 100_000.0;
    assertEquals(expected, left.toHours() / 24.0, expected * 0.15);
  }

  @Test
  void nothingIsSaidOfLittleOrOfRoomThatDoesNotShrink() {
    assertEquals(Optional.empty(), GrowthEstimate.untilFull(days(5, day -> 1000 - day * 100)));
    assertEquals(Optional.empty(), GrowthEstimate.untilFull(days(30, _ -> 1000)));
    assertEquals(Optional.empty(), GrowthEstimate.untilFull(days(30, day -> 1000 + day)));
  }

  @Test
  void aFullProviderIsFullNow() {
    List<UsageSample> history = days(11, day -> 1000 - day * 100);
    assertTrue(GrowthEstimate.untilFull(history).orElseThrow().isZero());
  }
}
