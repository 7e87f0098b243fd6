package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Thresholds make sense, and the score is what its formula says. */
class ProfileAndScoreTest {

  private static final HealthProfile PROFILE = HealthProfile.PRODUCTION;

  private static int score(double availability, double errors, long p95Millis) {
    return score(HealthStatus.HEALTHY, availability, errors, p95Millis);
  }

  private static int score(
      HealthStatus status, double availability, double errors, long p95Millis) {
    Duration time = Duration.ofMillis(p95Millis);
    return PerformanceScore.of(
        status, availability, errors, Optional.of(new ResponseTime(time, time, time)), PROFILE);
  }

  @Test
  void theScoreIsThatOfTheFormula() {
    assertEquals(100, score(100, 0, 200));
    assertEquals(85, score(100, 0, 2_000));
    assertEquals(70, score(100, 0, 20_000));
    assertEquals(70, score(100, 0.25, 10));
    assertEquals(85, score(100, 0.125, 10));
    assertEquals(80, score(50, 0, 10));
    assertEquals(0, score(0, 1, 60_000));
    assertEquals(0, PerformanceScore.of(HealthStatus.OFFLINE, 100, 0, Optional.empty(), PROFILE));
    assertEquals(100, PerformanceScore.of(HealthStatus.HEALTHY, 100, 0, Optional.empty(), PROFILE));
  }

  @Test
  void theScoreDoesNotContradictTheStatus() {
    assertEquals(87, score(90, 0.03, 480));
    assertEquals(65, score(HealthStatus.DEGRADED, 90, 0.03, 480));
    assertEquals(43, score(HealthStatus.UNHEALTHY, 90, 0.03, 480));
    assertEquals(0, score(HealthStatus.OFFLINE, 90, 0.03, 480));
    assertEquals(75, score(HealthStatus.DEGRADED, 100, 0, 1));
    assertEquals(50, score(HealthStatus.UNHEALTHY, 100, 0, 1));
  }

  @Property(tries = 500)
  void aWorseStatusNeverScoresBetter(
      @ForAll @DoubleRange(min = 0, max = 100) double availability,
      @ForAll @DoubleRange(min = 0, max = 1) double errors,
      @ForAll @LongRange(min = 0, max = 100_000) long p95) {
    int before = 100;
    for (HealthStatus status : HealthStatus.values()) {
      int score = score(status, availability, errors, p95);
      assertTrue(score <= before);
      before = score;
    }
  }

  @Property(tries = 500)
  void worseFiguresNeverScoreBetter(
      @ForAll @DoubleRange(min = 0, max = 100) double availability,
      @ForAll @DoubleRange(min = 0, max = 1) double errors,
      @ForAll @LongRange(min = 0, max = 100_000) long p95,
      @ForAll @DoubleRange(min = 0, max = 1) double part,
      @ForAll @LongRange(min = 0, max = 100_000) long longer) {
    int score = score(availability, errors, p95);
    assertTrue(score >= 0 && score <= 100);
    assertTrue(score(availability * part, errors, p95) <= score);
    assertTrue(score(availability, errors + (1 - errors) * part, p95) <= score);
    assertTrue(score(availability, errors, p95 + longer) <= score);
  }

  @Test
  void eachThresholdCanBeOverridden() {
    HealthProfile other =
        PROFILE
            .withProbeInterval(Duration.ofMinutes(2))
            .withProbeDeadline(Duration.ofSeconds(3))
            .withUsageInterval(Duration.ofSeconds(4))
            .withWindow(Duration.ofSeconds(5))
            .withSlowResponse(Duration.ofSeconds(6))
            .withUnhealthyErrorRate(0.8)
            .withDegradedErrorRate(0.7)
            .withUnhealthyAvailability(9)
            .withDegradedAvailability(10)
            .withUnhealthyAfter(13)
            .withOfflineAfter(12)
            .withDegradedAfter(11)
            .withRecoveredAfter(14)
            .withMinimumCalls(15);
    assertEquals(
        new HealthProfile(
            Duration.ofMinutes(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            0.7,
            0.8,
            10,
            9,
            11,
            13,
            12,
            14,
            15),
        other);
    assertEquals(Optional.of(HealthProfile.PRODUCTION), HealthProfile.named("production"));
    assertEquals(Optional.of(HealthProfile.DEVELOPMENT), HealthProfile.named("development"));
    assertEquals(Optional.empty(), HealthProfile.named("test"));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    List<Function<HealthProfile, HealthProfile>> wrong =
        Arrays.asList(
            it -> it.withProbeInterval(Duration.ofSeconds(1)),
            it -> it.withProbeDeadline(Duration.ofMinutes(2)),
            it -> it.withProbeDeadline(Duration.ZERO),
            it -> it.withUsageInterval(Duration.ZERO),
            it -> it.withWindow(Duration.ofSeconds(-1)),
            it -> it.withSlowResponse(Duration.ZERO),
            it -> it.withDegradedErrorRate(0.3),
            it -> it.withUnhealthyErrorRate(1.1),
            it -> it.withDegradedErrorRate(Double.NaN),
            it -> it.withDegradedAvailability(101),
            it -> it.withUnhealthyAvailability(95),
            it -> it.withDegradedAfter(0),
            it -> it.withDegradedAfter(4),
            it -> it.withOfflineAfter(1),
            it -> it.withRecoveredAfter(0),
            it -> it.withMinimumCalls(0));
    for (Function<HealthProfile, HealthProfile> change : wrong) {
      assertThrows(IllegalArgumentException.class, () -> change.apply(PROFILE));
    }
  }
}
