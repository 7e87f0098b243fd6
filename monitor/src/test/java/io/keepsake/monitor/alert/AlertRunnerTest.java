package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.health.HealthStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads: each tick comes when it is asked for, and each sink has its own. */
@Timeout(60)
class AlertRunnerTest {

  private static final AlertRunner.Pace RARELY =
      new AlertRunner.Pace(Duration.ofHours(1), Duration.ofSeconds(30));

  @TempDir Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(World.START);
  private final BlockingQueue<Notification> arrived = new LinkedBlockingQueue<>();

  private final class Receiver implements AlertSink {
    @Override
    public Delivery deliver(Notification notification, Duration deadline) {
      arrived.add(notification);
      return new Delivery.Accepted();
    }

    @Override
    public void close() {}
  }

  /** Never answers. */
  private static final class Stuck implements AlertSink {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public Delivery deliver(Notification notification, Duration deadline)
        throws InterruptedException {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
      return new Delivery.Accepted();
    }

    @Override
    public void close() {}
  }

  private List<Observation> facts() {
    Instant time = now.updateAndGet(before -> before.plus(Duration.ofMinutes(3)));
    return List.of(Facts.provider("aws", HealthStatus.OFFLINE, time));
  }

  private Notification untilItArrives(AlertRunner runner) throws InterruptedException {
    for (; ; ) {
      runner.tickSoon();
      Notification notice = arrived.poll(20, TimeUnit.MILLISECONDS);
      if (notice != null) {
        return notice;
      }
    }
  }

  @Test
  void aStuckSinkHoldsNobodyUpAndGetsItsNoticeFromTheNextRunner() throws Exception {
    AlertSettings settings = AlertSettings.standard("test", Set.of("chat", "mail"));
    Stuck stuck = new Stuck();
    String id;
    try (AlertCenter center = AlertCenter.open(directory, settings, now::get, new Random(1))) {
      Map<String, AlertSink> sinks = Map.of("chat", stuck, "mail", new Receiver());
      try (AlertRunner runner = AlertRunner.start(center, sinks, this::facts, RARELY)) {
        id = untilItArrives(runner).id();
        stuck.asked.await();
      }
      assertTrue(stuck.interrupted.await(10, TimeUnit.SECONDS));
    }
    arrived.clear();
    try (AlertCenter center = AlertCenter.open(directory, settings, now::get, new Random(2))) {
      Map<String, AlertSink> sinks = Map.of("chat", new Receiver());
      try (AlertRunner runner = AlertRunner.start(center, sinks, this::facts, RARELY)) {
        assertEquals(id, untilItArrives(runner).id());
      }
      assertFalse(center.next("chat").filter(each -> each.id().equals(id)).isPresent());
    }
  }

  @Test
  void factsThatCannotBeHadAndSinksThatThrowEndNothing() throws Exception {
    AlertSettings settings = AlertSettings.standard("test", Set.of("chat"));
    AtomicInteger calls = new AtomicInteger();
    AlertSink faulty =
        new AlertSink() {
          @Override
          public Delivery deliver(Notification notification, Duration deadline) {
            if (calls.getAndIncrement() == 0) {
              throw new IllegalStateException("a fault");
            }
            arrived.add(notification);
            return new Delivery.Accepted();
          }

          @Override
          public void close() {}
        };
    AtomicInteger asked = new AtomicInteger();
    try (AlertCenter center = AlertCenter.open(directory, settings, now::get, new Random(1));
        AlertRunner runner =
            AlertRunner.start(
                center,
                Map.of("chat", faulty),
                () -> {
                  if (asked.getAndIncrement() % 2 == 0) {
                    throw new IllegalStateException("no facts");
                  }
                  return facts();
                },
                RARELY)) {
      untilItArrives(runner);
      assertTrue(calls.get() >= 2);
    }
  }
}
