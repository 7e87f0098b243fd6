package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.monitor.alert.rule.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives an {@link AlertCenter}: a thread that ticks, and a thread for each sink, so that none
 * waits for another. Closing it ends deliveries that are under way, which are repeated by the next
 * runner; it closes neither the center nor the sinks.
 */
public final class AlertRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertRunner.class);

  private final AlertCenter center;
  private final Supplier<? extends Collection<Observation>> facts;
  private final Pace pace;
  private final Semaphore wanted = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, AlertSink> sinks;
  private final List<Semaphore> wakes = new ArrayList<>();

  /**
   * How fast things go.
   *
   * @param interval between two ticks
   * @param deadline the longest that one delivery may take
   */
  public record Pace(Duration interval, Duration deadline) {

    /** What holds unless it is replaced. */
    public static final Pace STANDARD = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(30));

    /**
     * Checks that both are positive.
     *
     * @throws IllegalArgumentException if not
     */
    public Pace {
      if (!interval.isPositive() || !deadline.isPositive()) {
        throw new IllegalArgumentException("A tick and a delivery take some time");
      }
    }
  }

  private AlertRunner(
      AlertCenter center,
      Map<String, AlertSink> sinks,
      Supplier<? extends Collection<Observation>> facts,
      Pace pace) {
    this.center = center;
    this.sinks = Map.copyOf(sinks);
    this.facts = facts;
    this.pace = pace;
  }

  /**
   * Starts.
   *
   * @param sinks by the ids in the center's settings
   * @param facts all facts as they are now; asked at each tick, on the same thread
   * @throws IllegalArgumentException if the center's settings do not name one of the sinks
   */
  public static AlertRunner start(
      AlertCenter center,
      Map<String, AlertSink> sinks,
      Supplier<? extends Collection<Observation>> facts,
      Pace pace) {
    sinks.keySet().forEach(center::requireSink);
    AlertRunner runner = new AlertRunner(center, sinks, facts, pace);
    runner.sinks.forEach(
        (id, sink) -> {
          Semaphore wake = new Semaphore(0);
          runner.wakes.add(wake);
          runner.run("alert-sink-" + id, () -> runner.deliverAll(id, sink, wake));
        });
    runner.run("alerts", runner::tickAlways);
    return runner;
  }

  private void run(String name, Step step) {
    threads.add(
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  try {
                    step.run();
                  } catch (InterruptedException e) {
                    LOG.debug("{} ends", name);
                  }
                }));
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  /** Asks for a tick now, such as when something has just failed. */
  public void tickSoon() {
    wanted.release();
  }

  private void tickAlways() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      tick();
      wakes.forEach(Semaphore::release);
      boolean isWanted = wanted.tryAcquire(pace.interval().toMillis(), TimeUnit.MILLISECONDS);
      if (isWanted) {
        wanted.drainPermits();
      }
    }
  }

  private void tick() {
    try {
      center.tick(factsNow());
    } catch (RuntimeException e) {
      LOG.error("Facts could not be looked at; the next tick tries again", e);
    }
  }

  private Collection<Observation> factsNow() {
    try {
      return facts.get();
    } catch (RuntimeException e) {
      LOG.warn("Facts for alerts cannot be had now; alerts stay as they are", e);
      return List.of();
    }
  }

  private void deliverAll(String id, AlertSink sink, Semaphore wake) throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      wake.acquire();
      wake.drainPermits();
      Optional<Notification> next = center.next(id);
      while (next.isPresent()) {
        center.answered(id, next.get().id(), deliver(id, sink, next.get()));
        next = center.next(id);
      }
    }
  }

  private Delivery deliver(String id, AlertSink sink, Notification notification)
      throws InterruptedException {
    try {
      return sink.deliver(notification, pace.deadline());
    } catch (RuntimeException e) {
      LOG.warn("Alert sink {} failed in a way that it should not; it is tried again", id, e);
      return Delivery.Deferred.because("It failed: " + e.getClass().getSimpleName());
    }
  }

  /** Ends all threads and waits for them. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean wasInterrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(pace.deadline());
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
