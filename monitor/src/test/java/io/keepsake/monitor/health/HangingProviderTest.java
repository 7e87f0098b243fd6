package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that swallows calls delays nobody, and keeps few threads. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingProviderTest {

  private static final HealthProfile HASTY =
      HealthProfile.PRODUCTION.withProbeDeadline(Duration.ofMillis(300));
  private static final HealthProfile PATIENT =
      HealthProfile.PRODUCTION.withProbeDeadline(Duration.ofMinutes(1));

  private final Gate gate = new Gate();
  private final Watched hole;
  private final Watched well;

  HangingProviderTest() throws StoreException {
    hole = new Watched("hole");
    well = new Watched("well");
  }

  @AfterEach
  void letGo() {
    gate.open();
  }

  private static HealthMonitor monitor(HealthProfile profile, WatchedProvider... providers) {
    return HealthMonitor.open(HealthSettings.of(List.of(providers), profile));
  }

  private static HealthStatus status(HealthMonitor monitor, int provider) {
    return monitor.metrics().get(provider).status();
  }

  @Test
  void aBlackHoleIsOfflineAndTheOthersAreWell() throws Exception {
    hole.store.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    try (HealthMonitor monitor = monitor(HASTY, hole.active(), well.active())) {
      for (int i = 0; i < 3; i++) {
        monitor.probe();
      }
      assertEquals(HealthStatus.OFFLINE, status(monitor, 0));
      assertEquals(HealthStatus.HEALTHY, status(monitor, 1));
      String error = monitor.metrics().getFirst().lastError().orElseThrow();
      assertTrue(error.contains("Provider hole did not answer"), error);
      assertTrue(error.contains("stat"), error);
      hole.store.heal();
      gate.open();
      monitor.probe();
      monitor.probe();
      assertEquals(HealthStatus.HEALTHY, status(monitor, 0));
    }
    Until.holds("all is closed", () -> hole.closed.get() == hole.opened.get());
  }

  @Test
  void oneThatIgnoresInterruptsWhileItIsOpenedKeepsFewThreads() throws Exception {
    AtomicInteger opening = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    WatchedProvider stubborn =
        WatchedProvider.of(
            "hole",
            Role.ACTIVE,
            () -> {
              opening.incrementAndGet();
              pass(gate);
              return new ClosingStore(hole.memory.again(), closed::incrementAndGet);
            });
    HealthProfile hastier = HASTY.withProbeDeadline(Duration.ofMillis(20));
    try (HealthMonitor monitor = monitor(hastier, stubborn)) {
      for (int i = 0; i < 20; i++) {
        monitor.probe();
      }
      assertEquals(ProviderProbe.MOST_HANGING, opening.get());
      assertEquals(HealthStatus.OFFLINE, status(monitor, 0));
      assertEquals(0, monitor.metrics().getFirst().availabilityPercentage());
      gate.open();
      Until.holds("what came too late is closed", () -> closed.get() == opening.get());
    }
  }

  private static void pass(Gate gate) {
    while (true) {
      try {
        gate.pass();
        return;
      } catch (InterruptedException e) {
        // it ignores that, as a network file system does
      }
    }
  }

  @Test
  void usageThatHangsSaysNothingOfTheProvider() throws Exception {
    hole.store.inject(Calls.to(Operation.USAGE), Times.always(), new Fault.Waits(gate));
    HealthProfile often = HASTY.withUsageInterval(Duration.ofNanos(1));
    try (HealthMonitor monitor = monitor(often, hole.active())) {
      for (int i = 0; i < 4; i++) {
        monitor.probe();
      }
      assertEquals(HealthStatus.HEALTHY, status(monitor, 0));
      assertEquals(100, monitor.metrics().getFirst().availabilityPercentage());
      assertEquals(1, hole.store.count(Calls.to(Operation.USAGE)), "one question at a time");
    }
  }

  @Test
  void anInterruptEndsARoundAndSaysNothingAgainstAnybody() throws Exception {
    hole.store.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    try (HealthMonitor monitor = monitor(PATIENT, hole.active())) {
      FutureTask<InterruptedException> round =
          new FutureTask<>(() -> assertThrows(InterruptedException.class, monitor::probe));
      Thread thread = Thread.ofVirtual().start(round);
      gate.awaitArrivals(1);
      thread.interrupt();
      round.get();
      assertTrue(monitor.metrics().getFirst().lastProbe().isEmpty());
      assertEquals(0, monitor.metrics().getFirst().errorRate());
    }
  }

  @Test
  void startedItProbesByItselfUntilItIsClosed() throws Exception {
    hole.store.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    HealthMonitor monitor = monitor(PATIENT, hole.active(), well.active());
    monitor.start();
    gate.awaitArrivals(1);
    Until.holds("the other one is probed", () -> well.puts() == 1);
    monitor.close();
    Until.holds("all is closed", () -> hole.closed.get() == 1 && well.closed.get() == 1);
    monitor.close();
  }
}
