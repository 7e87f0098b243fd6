package io.keepsake.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final long MB = 1_000_000;
  private static final double CLOSE = 1e-9;

  @Test
  void whatIsNotKnownComesFirstUntilAReadIsUnderWay() {
    Pace unknown = new Pace();
    assertEquals(0, unknown.expected());
    unknown.begun();
    assertTrue(unknown.expected() > pace(MB, 1000 * MB).expected());
    unknown.took(MB, 100 * MB, 1);
    assertEquals(200, unknown.expected(), CLOSE);
    unknown.ended();
    assertEquals(0, unknown.expected());
    unknown.took(MB, 100 * MB, 1);
    assertEquals(100, unknown.expected(), CLOSE);
  }

  @Test
  void ofTheFirstTwoReadsTheBetterCounts() {
    Pace pace = new Pace();
    pace.took(MB, 9000 * MB, 1);
    pace.took(MB, 100 * MB, 1);
    assertEquals(100, pace.expected(), CLOSE);
  }

  @Test
  void oneVerySlowReadIsNotTheEnd() {
    Pace pace = pace(MB, 100 * MB);
    pace.took(MB, 9000 * MB, 1);
    assertEquals(190, pace.expected(), CLOSE);
    for (int i = 0; i < 20; i++) {
      pace.took(MB, 9000 * MB, 1);
    }
    assertEquals(9000, pace.expected(), 200);
  }

  @Test
  void whoIsPassedOverIsTriedAgainTheLaterTheSlowerItIs() {
    for (int slower : new int[] {2, 10, 100}) {
      Pace slow = pace(MB, slower * 100L * MB);
      double best = pace(MB, 100 * MB).expected();
      int passed = 0;
      while (slow.expected() > best) {
        slow.passedOver(best);
        passed++;
      }
      assertEquals(50 * (slower - 1), passed, 1);
    }
  }

  @Test
  void aSlowerStoreIsExpectedToTakeLonger() {
    assertTrue(pace(MB, 200 * MB).expected() > pace(MB, 100 * MB).expected());
  }

  @Test
  void theTimeOfAReadGrowsWithItsBytesAndWithThoseUnderWay() {
    Pace unknown = new Pace();
    assertEquals(Duration.ZERO, unknown.expectedTime(MB));
    Pace pace = pace(MB, 100 * MB);
    assertEquals(Duration.ofMillis(200), pace.expectedTime(2 * MB));
    assertEquals(pace.expectedTime(1), pace.expectedTime(100_000));
    pace.begun();
    pace.begun();
    assertEquals(Duration.ofMillis(400), pace.expectedTime(2 * MB));
  }

  @Test
  void readsUnderWayCount() {
    Pace pace = pace(MB, 100 * MB);
    double alone = pace.expected();
    pace.begun();
    pace.begun();
    assertEquals(2, pace.underWay());
    assertEquals(3 * alone, pace.expected(), CLOSE);
    pace.ended();
    pace.ended();
    assertEquals(alone, pace.expected(), CLOSE);
  }

  @Test
  void newerReadsWeighMoreAndOneAloneDecidesNothing() {
    Pace pace = pace(MB, 100 * MB);
    pace.took(MB, 200 * MB, 1);
    assertEquals(130, pace.expected(), CLOSE);
    for (int i = 0; i < 30; i++) {
      pace.took(MB, 200 * MB, 1);
    }
    assertEquals(200, pace.expected(), 0.1);
  }

  @Test
  void smallReadsTellTheLatency() {
    assertEquals(pace(0, 10 * MB).expected(), pace(256 << 10, 10 * MB).expected(), CLOSE);
    assertTrue(pace(512 << 10, 10 * MB).expected() < pace(1, 10 * MB).expected());
  }

  @Test
  void readsAtOnceAreOnePace() {
    Pace shared = new Pace();
    for (int i = 0; i < 2; i++) {
      int one = shared.begun();
      int two = shared.begun();
      shared.took(MB, 200 * MB, two);
      shared.took(MB, 200 * MB, two);
      assertEquals(1, one);
      shared.ended();
      shared.ended();
    }
    assertEquals(pace(MB, 100 * MB).expected(), shared.expected(), CLOSE);
  }

  @Test
  void veryQuickStoresAreEquals() {
    assertEquals(pace(MB, 1).expected(), pace(MB, 3 * MB).expected(), CLOSE);
  }

  private static Pace pace(long bytes, long nanos) {
    Pace pace = new Pace();
    pace.took(bytes, nanos, 1);
    pace.took(bytes, nanos, 1);
    return pace;
  }
}
