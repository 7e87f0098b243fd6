package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.watch.KnownHealth;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.monitor.health.HealthSample.Resolution;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a monitor says of providers that fare well and badly. */
class HealthMonitorTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SetClock clock = new SetClock();
  private Watched a;
  private Watched b;

  @BeforeEach
  void twoProviders() throws StoreException {
    a = new Watched("a");
    b = new Watched("b");
  }

  private HealthMonitor monitor(WatchedProvider... providers) {
    return HealthMonitor.open(
        HealthSettings.of(Arrays.asList(providers), HealthProfile.PRODUCTION).withClock(clock));
  }

  private void probe(HealthMonitor monitor, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      clock.advance(MINUTE);
      monitor.probe();
      while (monitor.underWay() > 0) { // a store that failed is still being closed
        Thread.onSpinWait();
      }
    }
  }

  private static ProviderHealthMetrics of(HealthMonitor monitor, String id) {
    return monitor.metrics().stream()
        .filter(one -> one.providerId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static HealthStatus status(HealthMonitor monitor, String id) {
    return of(monitor, id).status();
  }

  @Test
  void beforeTheFirstProbeNothingIsSaidAgainstAnybody() {
    try (HealthMonitor monitor = monitor(a.active())) {
      ProviderHealthMetrics metrics = of(monitor, "a");
      assertEquals(HealthStatus.HEALTHY, metrics.status());
      assertEquals(100, metrics.performanceScore());
      assertEquals(Optional.empty(), metrics.lastProbe());
      assertEquals(Map.of(), monitor.watch().known());
      assertEquals(0, a.opened.get());
    }
  }

  @Test
  void aProbeWritesReadsComparesAndDeletes() throws Exception {
    a.slow(clock, Duration.ofMillis(20));
    try (HealthMonitor monitor = monitor(a.active())) {
      probe(monitor, 3);
      assertEquals(List.of("keepsake.json"), a.names());
      assertEquals(3, a.puts());
      assertEquals(3, a.store.count(Calls.to(Operation.GET).named("^keepsake-health/")));
      assertEquals(3, a.store.count(Calls.to(Operation.DELETE)));
      assertEquals(1, a.opened.get(), "the store stays open");
      ProviderHealthMetrics metrics = of(monitor, "a");
      assertEquals(
          Optional.of(
              new ResponseTime(
                  Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20))),
          metrics.responseTime());
      assertTrue(metrics.usage().orElseThrow().usedBytes().isPresent());
      assertEquals(1, a.store.count(Calls.to(Operation.USAGE)), "asked less often");
      assertEquals(100, metrics.performanceScore());
    }
    assertEquals(a.opened.get(), awaitClosed(a));
  }

  private static int awaitClosed(Watched watched) {
    Until.holds("the store is closed", () -> watched.closed.get() == watched.opened.get());
    return watched.closed.get();
  }

  @Test
  void onlyReadProvidersAreNeverWrittenTo() throws Exception {
    try (HealthMonitor monitor = monitor(a.as(Role.READ_ONLY))) {
      probe(monitor, 3);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"));
      assertEquals(0, a.store.count(Calls.to(Operation.PUT, Operation.DELETE)));
      assertEquals(3, a.store.count(Calls.to(Operation.LIST)));
      a.away();
      probe(monitor, 3);
      assertEquals(HealthStatus.OFFLINE, status(monitor, "a"));
    }
  }

  @Test
  void aPlaceWithoutAVaultIsNotWrittenTo() throws Exception {
    a.memory.delete(List.of(Watched.HEADER), Purpose.REPAIR);
    b.memory.delete(List.of(Watched.HEADER), Purpose.REPAIR);
    try (HealthMonitor monitor = monitor(a.active(), b.as(Role.STANDBY))) {
      probe(monitor, 3);
      assertEquals(HealthStatus.UNHEALTHY, status(monitor, "a"));
      assertEquals(0, a.puts());
      String error = of(monitor, "a").lastError().orElseThrow();
      assertTrue(error.contains("no keepsake.json"), error);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "b"), "a standby may be empty");
    }
  }

  @Test
  void itGoesDownStepByStepAndComesBack() throws Exception {
    try (HealthMonitor monitor = monitor(a.active(), b.active())) {
      probe(monitor, 20);
      a.away();
      probe(monitor, 1);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"), "one failure is none");
      probe(monitor, 1);
      assertEquals(HealthStatus.DEGRADED, status(monitor, "a"));
      probe(monitor, 1);
      assertEquals(HealthStatus.OFFLINE, status(monitor, "a"));
      assertEquals(0, of(monitor, "a").performanceScore());
      assertEquals(80, of(monitor, "a").availabilityPercentage());
      assertEquals(Optional.of("Provider a is away"), of(monitor, "a").lastError());
      assertEquals(HealthStatus.HEALTHY, status(monitor, "b"));
      HealthSummary summary = monitor.summary(4);
      assertEquals(List.of(2, 1, 0, 1, 50, 4), counts(summary));
      a.back();
      probe(monitor, 1);
      assertEquals(HealthStatus.OFFLINE, status(monitor, "a"), "one success is none");
      probe(monitor, 1);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"));
      assertTrue(of(monitor, "a").availabilityPercentage() < 90, "the window still knows");
      assertEquals(List.of(2, 2, 0, 0), counts(monitor.summary(0)).subList(0, 4));
    }
  }

  private static List<Integer> counts(HealthSummary summary) {
    return List.of(
        summary.totalProviders(),
        summary.healthyProviders(),
        summary.degradedProviders(),
        summary.offlineProviders(),
        summary.overallHealthScore(),
        summary.activeAlerts());
  }

  @Test
  void whoAnswersWithRefusalsIsUnhealthyAndNotOffline() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      a.fail(Kind.DENIED);
      probe(monitor, 9);
      assertEquals(HealthStatus.UNHEALTHY, status(monitor, "a"));
      assertFalse(monitor.watch().known().get("a") instanceof KnownHealth.Offline);
    }
  }

  @Test
  void whatComesBackChangedIsAFailure() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      a.store.inject(Calls.to(Operation.GET), Times.always(), new Fault.Corrupts(100));
      probe(monitor, 3);
      assertEquals(HealthStatus.UNHEALTHY, status(monitor, "a"));
      String error = of(monitor, "a").lastError().orElseThrow();
      assertTrue(error.contains("other bytes"), error);
      a.store.heal();
      probe(monitor, 1);
      assertEquals(List.of("keepsake.json"), a.names(), "nothing is left behind");
    }
  }

  @Test
  void aSlowProviderIsDegradedUntilItIsClearlyFaster() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      a.slow(clock, Duration.ofMillis(2100));
      probe(monitor, 3);
      assertEquals(HealthStatus.DEGRADED, status(monitor, "a"));
      a.store.heal();
      a.slow(clock, Duration.ofMillis(1900));
      probe(monitor, 30);
      assertEquals(HealthStatus.DEGRADED, status(monitor, "a"), "not much better");
      a.store.heal();
      a.slow(clock, Duration.ofMillis(1500));
      probe(monitor, 30);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"));
      assertEquals(Duration.ofMillis(1500), of(monitor, "a").responseTime().orElseThrow().p95());
    }
  }

  @Test
  void aFlakyProviderIsNotHealthyThoughItNeverFailsTwiceInARow() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      a.store.inject(
          Calls.to(Operation.PUT), count -> count % 3 == 0, new Fault.Fails(Kind.UNAVAILABLE));
      probe(monitor, 30);
      assertEquals(HealthStatus.UNHEALTHY, status(monitor, "a"));
      assertEquals(66.7, of(monitor, "a").availabilityPercentage(), 0.1);
      a.store.heal();
      probe(monitor, 30);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"));
      assertEquals(100, of(monitor, "a").performanceScore());
    }
  }

  @Test
  void realTrafficCountsAndExpires() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      for (int i = 0; i < 20; i++) {
        monitor.watch().ended(call(i < 10));
      }
      assertEquals(0.5, of(monitor, "a").errorRate());
      assertEquals(Optional.of("out of order"), of(monitor, "a").lastError());
      monitor.probe();
      assertEquals(HealthStatus.UNHEALTHY, status(monitor, "a"));
      clock.advance(HealthProfile.PRODUCTION.window());
      assertEquals(0, of(monitor, "a").errorRate());
      assertEquals(Optional.empty(), of(monitor, "a").lastError());
      assertEquals(Optional.empty(), of(monitor, "a").responseTime());
      probe(monitor, 2);
      assertEquals(HealthStatus.HEALTHY, status(monitor, "a"));
    }
  }

  private static StoreCall call(boolean failed) {
    return new StoreCall(
        "a",
        StoreCall.Operation.PUT,
        Purpose.BACKUP,
        Duration.ofSeconds(9),
        1 << 25,
        failed
            ? Optional.of(new StoreException(Kind.UNAVAILABLE, "a", "out of order"))
            : Optional.empty());
  }

  @Test
  void manyBytesSayNothingOfResponseTimes() {
    try (HealthMonitor monitor = monitor(a.active())) {
      monitor.watch().ended(call(false));
      assertEquals(Optional.empty(), of(monitor, "a").responseTime());
      assertTrue(of(monitor, "a").lastSuccess().isPresent());
    }
  }

  @Test
  void rubbishIsCleanedUpAndNothingElse() throws Exception {
    long now = clock.instant().toEpochMilli();
    String old = "keepsake-health/%012x-0123456789ab-0".formatted(now - 3_700_000);
    String young = "keepsake-health/%012x-0123456789ab-1".formatted(now - 3_000_000);
    String foreign = "keepsake-health/notes.txt";
    for (String name : List.of(old, young, foreign)) {
      a.memory.put(
          new ObjectName(name), ObjectContent.of(new byte[1]), PutCondition.ANY, Purpose.PROBE);
    }
    a.store.inject(Calls.to(Operation.DELETE), Times.first(1), new Fault.Fails(Kind.UNAVAILABLE));
    try (HealthMonitor monitor = monitor(a.active())) {
      monitor.probe();
      assertEquals(5, a.names().size(), "its own object is left behind");
      monitor.probe();
      assertEquals(List.of(young, foreign, "keepsake.json"), a.names());
    }
  }

  @Test
  void historyIsInMinutesAndHours() throws Exception {
    try (HealthMonitor monitor = monitor(a.active())) {
      probe(monitor, 60);
      a.away();
      probe(monitor, 30);
      a.back();
      probe(monitor, 300);
      List<HealthSample> minutes = monitor.history("a", Resolution.MINUTE);
      assertEquals(180, minutes.size());
      assertEquals(clock.instant(), minutes.getLast().start());
      assertEquals(1, minutes.getLast().probes());
      List<HealthSample> hours = monitor.history("a", Resolution.HOUR);
      assertEquals(
          List.of(0L, 30L, 0L),
          hours.subList(0, 3).stream().map(HealthSample::failedProbes).toList());
      assertEquals(HealthStatus.OFFLINE, hours.get(1).worst());
      assertEquals(HealthStatus.HEALTHY, hours.get(3).worst());
      assertEquals(Optional.of(50.0), hours.get(1).availabilityPercentage());
    }
  }

  @Test
  void whatIsKnownIsForgottenInTime() throws Exception {
    try (HealthMonitor monitor = monitor(a.active(), b.active())) {
      a.slow(clock, Duration.ofMillis(30));
      b.away();
      probe(monitor, 3);
      assertEquals(
          new KnownHealth.Answers(Duration.ofMillis(30)), monitor.watch().known().get("a"));
      assertEquals(new KnownHealth.Offline("Provider b is away"), monitor.watch().known().get("b"));
      clock.advance(Duration.ofMinutes(9));
      assertEquals(Map.of(), monitor.watch().known());
    }
  }

  @Test
  void unknownProvidersAreRefused() {
    try (HealthMonitor monitor = monitor(a.active())) {
      assertThrows(
          IllegalArgumentException.class, () -> monitor.history("nobody", Resolution.HOUR));
    }
    assertThrows(IllegalArgumentException.class, () -> monitor(a.active(), a.active()));
  }
}
