package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.monitor.health.HealthSample.Resolution;
import io.keepsake.monitor.health.HealthSettings.Keeping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outlives the process, and what becomes of a file that cannot be used. */
class RestartTest {

  @TempDir private Path directory;
  private final SetClock clock = new SetClock();
  private Watched a;

  @BeforeEach
  void oneProvider() throws StoreException {
    a = new Watched("a");
  }

  private HealthMonitor monitor(Keeping keeping) {
    return HealthMonitor.open(
        HealthSettings.of(List.of(a.active()), HealthProfile.PRODUCTION)
            .withClock(clock)
            .withState(directory.resolve("state"), keeping));
  }

  private Path file() {
    return directory.resolve("state").resolve("health.json");
  }

  private void probe(HealthMonitor monitor, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      clock.advance(Duration.ofMinutes(1));
      monitor.probe();
      while (monitor.underWay() > 0) { // a store that failed is still being closed
        Thread.onSpinWait();
      }
    }
  }

  private void outage() throws InterruptedException {
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      a.slow(clock, Duration.ofMillis(30));
      probe(monitor, 90);
      a.away();
      probe(monitor, 10);
    }
  }

  @Test
  void itGoesOnWhereItStopped() throws Exception {
    ProviderHealthMetrics before;
    List<HealthSample> minutes;
    List<HealthSample> hours;
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      a.slow(clock, Duration.ofMillis(30));
      probe(monitor, 90);
      a.away();
      probe(monitor, 10);
      before = monitor.metrics().getFirst();
      minutes = monitor.history("a", Resolution.MINUTE);
      hours = monitor.history("a", Resolution.HOUR);
    }
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      ProviderHealthMetrics after = monitor.metrics().getFirst();
      assertEquals(HealthStatus.OFFLINE, after.status());
      assertEquals(before.availabilityPercentage(), after.availabilityPercentage());
      assertEquals(before.errorRate(), after.errorRate());
      assertEquals(before.responseTime(), after.responseTime());
      assertEquals(toMillis(before.lastSuccess()), after.lastSuccess().map(t -> t.toEpochMilli()));
      assertEquals(minutes, monitor.history("a", Resolution.MINUTE));
      assertEquals(hours, monitor.history("a", Resolution.HOUR));
      assertEquals(monitor.watch().known().keySet(), Set.of("a"));
      a.back();
      probe(monitor, 1);
      assertEquals(HealthStatus.OFFLINE, monitor.metrics().getFirst().status());
      probe(monitor, 1);
      assertEquals(HealthStatus.HEALTHY, monitor.metrics().getFirst().status());
    }
  }

  private static Optional<Long> toMillis(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli);
  }

  @Test
  void aChangeOfStatusIsKeptAtOnce() throws Exception {
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      a.away();
      probe(monitor, 3);
      try (HealthMonitor other = monitor(Keeping.READ)) {
        assertEquals(HealthStatus.OFFLINE, other.metrics().getFirst().status());
      }
    }
  }

  @Test
  void whoOnlyReadsWritesNothing() throws Exception {
    outage();
    FileTime before = Files.getLastModifiedTime(file());
    byte[] bytes = Files.readAllBytes(file());
    try (HealthMonitor monitor = monitor(Keeping.READ)) {
      a.back();
      probe(monitor, 9);
    }
    assertEquals(before, Files.getLastModifiedTime(file()));
    assertEquals(new String(bytes, StandardCharsets.UTF_8), Files.readString(file()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{\"version\":2,\"providers\":{}}",
        "{\"version\":1}",
        "{\"version\":1,\"providers\":{\"a\":{}}}",
        "{\"version\":1,\"providers\":{\"a\":7}}",
        "{\"version\":99999999999999999999,\"providers\":{}}"
      })
  void aDamagedFileIsBegunAnew(String content) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), content);
    assertBegunAnew();
  }

  private void assertBegunAnew() throws InterruptedException, IOException {
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      assertEquals(List.of(), monitor.history("a", Resolution.HOUR));
      assertTrue(monitor.metrics().getFirst().lastProbe().isEmpty());
      probe(monitor, 1);
    }
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      assertEquals(1, monitor.history("a", Resolution.HOUR).size());
    }
  }

  /** No cut and no other byte breaks the monitor; it has the old history, or none. */
  @Test
  void damageAnywhereIsSurvived() throws Exception {
    outage();
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i += 97) {
      Files.write(file(), Arrays.copyOf(whole, i));
      monitor(Keeping.READ).metrics();
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file(), changed);
      monitor(Keeping.READ).metrics();
    }
    Files.write(file(), Arrays.copyOf(whole, whole.length - 2));
    assertBegunAnew();
  }

  @Test
  void aCrashWhileItIsWrittenLeavesTheOldOne() throws Exception {
    outage();
    Files.writeString(file().resolveSibling("health.json.new"), "half of");
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      assertEquals(HealthStatus.OFFLINE, monitor.metrics().getFirst().status());
    }
    assertFalse(Files.exists(file().resolveSibling("health.json.new")));
  }

  @Test
  void aDirectoryThatCannotBeWrittenHurtsNobody() throws Exception {
    Files.writeString(directory.resolve("state"), "a file");
    try (HealthMonitor monitor = monitor(Keeping.SAVED)) {
      a.away();
      probe(monitor, 5);
      assertEquals(HealthStatus.OFFLINE, monitor.metrics().getFirst().status());
    }
  }

  @Test
  void aHistoryOfTheFutureIsLeftOut() throws Exception {
    outage();
    SetClock earlier = new SetClock(); // as if the clock had been wrong before
    HealthMonitor monitor =
        HealthMonitor.open(
            HealthSettings.of(List.of(a.active()), HealthProfile.PRODUCTION)
                .withClock(earlier)
                .withState(directory.resolve("state"), Keeping.READ));
    assertEquals(0, monitor.metrics().getFirst().errorRate());
    assertTrue(monitor.metrics().getFirst().lastProbe().isEmpty());
    monitor.close();
  }
}
