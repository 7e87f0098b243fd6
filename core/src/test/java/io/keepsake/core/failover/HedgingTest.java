package io.keepsake.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HedgingTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Hedging hedging = new Hedging(SECOND);

  @Test
  void aReadHasTheTimeThatWasChosenAndFourTimesTheUsual() {
    assertEquals(SECOND, hedging.patience(Duration.ZERO));
    assertEquals(SECOND, hedging.patience(Duration.ofMillis(250)));
    assertEquals(Duration.ofSeconds(8), hedging.patience(Duration.ofSeconds(2)));
  }

  @Test
  void atMostTwoAreUnderWay() {
    assertTrue(hedging.mayBegin());
    assertTrue(hedging.mayBegin());
    assertFalse(hedging.mayBegin());
    hedging.ended();
    assertTrue(hedging.mayBegin());
  }

  @Test
  void inTheLongRunItIsOneReadInTwenty() {
    int begun = 0;
    for (int i = 0; i < 2_000; i++) {
      hedging.patience(SECOND);
      if (hedging.mayBegin()) {
        hedging.ended();
        begun++;
      }
    }
    assertEquals(2_000 / 20 + 3, begun);
  }

  @Test
  void manyReadsThatWereQuickAllowNoBurst() {
    for (int i = 0; i < 10_000; i++) {
      hedging.patience(SECOND);
    }
    int begun = 0;
    while (hedging.mayBegin()) {
      hedging.ended();
      begun++;
    }
    assertEquals(4, begun);
  }

  @Test
  void afterNoTimeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Hedging(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new Hedging(SECOND.negated()));
  }
}
