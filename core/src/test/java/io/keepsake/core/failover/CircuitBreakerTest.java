package io.keepsake.core.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CircuitBreakerTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Clock clock = new Clock();
  private final CircuitBreaker breaker = new CircuitBreaker(clock, FIRST, LONGEST);

  @Test
  void closedItLetsCallsThroughAndNobodyProbes() {
    assertTrue(breaker.isClosed());
    assertFalse(breaker.mayProbe());
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    assertTrue(breaker.failed(Kind.UNAVAILABLE));
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      assertProbeAfter(Duration.ofSeconds(seconds));
      assertFalse(breaker.failed(Kind.UNAVAILABLE), "it was open before");
    }
  }

  @Test
  void onlyOneProbesAtATime() {
    breaker.failed(Kind.TIMEOUT);
    clock.nanos += FIRST.toNanos();
    assertTrue(breaker.mayProbe());
    assertFalse(breaker.mayProbe());
    assertFalse(breaker.isClosed(), "closed before the probe went well");
    clock.nanos += LONGEST.toNanos();
    assertFalse(breaker.mayProbe(), "a second probe while the first is under way");
    breaker.succeeded();
    assertTrue(breaker.isClosed());
  }

  @Test
  void aSuccessForgetsEarlierPauses() {
    breaker.failed(Kind.UNAVAILABLE);
    assertProbeAfter(FIRST);
    breaker.failed(Kind.UNAVAILABLE);
    assertProbeAfter(FIRST.multipliedBy(2));
    breaker.succeeded();
    assertTrue(breaker.failed(Kind.UNAVAILABLE));
    assertProbeAfter(FIRST);
  }

  @ParameterizedTest
  @EnumSource(names = {"DENIED", "QUOTA", "INVALID"})
  void whatOnlyPeopleCanMendIsLeftAloneForLongest(Kind kind) {
    breaker.failed(kind);
    assertProbeAfter(LONGEST);
  }

  @Test
  void lateFailuresOfCallsBegunBeforeChangeNothing() {
    breaker.failed(Kind.UNAVAILABLE);
    clock.nanos += FIRST.toNanos() / 2;
    assertFalse(breaker.failed(Kind.UNAVAILABLE));
    assertFalse(breaker.failed(Kind.DENIED));
    assertProbeAfter(FIRST.dividedBy(2));
  }

  @Test
  void lateSuccessesOfCallsBegunBeforeCloseNothing() {
    breaker.failed(Kind.UNAVAILABLE);
    breaker.succeeded();
    assertFalse(breaker.isClosed());
  }

  @Test
  void anInterruptedProbeSaysNothingAndTheNextMayFollow() {
    breaker.failed(Kind.UNAVAILABLE);
    assertProbeAfter(FIRST);
    assertFalse(breaker.failed(Kind.INTERRUPTED));
    assertTrue(breaker.mayProbe());
  }

  @Test
  void anInterruptedCallOpensNothing() {
    assertFalse(breaker.failed(Kind.INTERRUPTED));
    assertTrue(breaker.isClosed());
  }

  @Test
  void pausesThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CircuitBreaker(clock, LONGEST, FIRST));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CircuitBreaker(clock, Duration.ofSeconds(-1), FIRST));
  }

  /** Nobody may probe before, and somebody may then. */
  private void assertProbeAfter(Duration pause) {
    clock.nanos += pause.toNanos() - 1;
    assertFalse(breaker.mayProbe(), "too early");
    clock.nanos++;
    assertTrue(breaker.mayProbe(), "too late");
  }

  @Test
  void timeCountsFromTheLastFailure() {
    breaker.failed(Kind.UNAVAILABLE);
    clock.nanos += LONGEST.toNanos();
    assertTrue(breaker.mayProbe());
    breaker.failed(Kind.UNAVAILABLE);
    assertEquals(false, breaker.mayProbe());
    assertProbeAfter(FIRST.multipliedBy(2));
  }

  private static final class Clock implements Timing {
    private long nanos = Long.MAX_VALUE - 5_000_000_000L; // System.nanoTime may overflow

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration length) {
      throw new AssertionError("a breaker never waits");
    }
  }
}
