package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.DashboardState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the source, for all visitors together and only while there are any: one slow source holds up
 * this thread and nobody else.
 */
final class StateFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long INTEREST_NANOS = Duration.ofSeconds(20).toNanos();

  private final DashboardSource source;
  private final long refreshNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private final Thread thread;

  private Optional<Published> latest = Optional.empty();
  private long lastVisit;
  private boolean visited;
  private long begun;
  private long finished;
  private boolean hurried;
  private boolean closed;

  StateFeed(DashboardSource source, Duration refresh) {
    this.source = source;
    refreshNanos = refresh.toNanos();
    thread = Thread.ofVirtual().name("dashboard-feed").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * The state, at most about a refresh old; older if the source takes long.
   *
   * @throws Refusal if there has never been one
   */
  Published current() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      visit();
      if (latest.isEmpty() || System.nanoTime() - latest.get().taken() > 2 * refreshNanos) {
        awaitFresh();
      }
      return latest.orElseThrow(
          () ->
              new Refusal(
                  Refusal.Kind.UNAVAILABLE,
                  "The agent has not told its state yet. Try again in a moment; its log may say"
                      + " why"));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a question that began after this call is answered, or for some seconds. */
  void refresh() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      visit();
      awaitFresh();
    } finally {
      lock.unlock();
    }
  }

  private void awaitFresh() throws InterruptedException {
    long goal = begun + 1;
    hurried = true;
    wanted.signalAll();
    long left = PATIENCE.toNanos();
    while (finished < goal && left > 0) {
      requireOpen();
      left = published.awaitNanos(left);
    }
  }

  /** The state once it is another than that of a revision, or as it is when time is over. */
  Published after(long revision, Duration patience) throws InterruptedException {
    Published now = current();
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (now.revision() == revision && left > 0) {
        requireOpen();
        visit();
        left = published.awaitNanos(left);
        now = latest.orElse(now);
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the last answer of the source is no older than this. */
  boolean isFresh(Duration age) throws InterruptedException {
    return System.nanoTime() - current().taken() <= age.toNanos();
  }

  private void visit() {
    requireOpen();
    lastVisit = System.nanoTime();
    if (!visited) {
      visited = true;
      wanted.signalAll();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new Refusal(Refusal.Kind.UNAVAILABLE, "The agent is about to end");
    }
  }

  private void run() {
    try {
      while (awaitVisit()) {
        Optional<DashboardState> state = ask();
        publish(state);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it is time to ask again; false once closed. */
  private boolean awaitVisit() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = begun == 0 ? 0 : refreshNanos;
      while (!closed && !hurried && left > 0) {
        left = wanted.awaitNanos(left);
      }
      while (!closed && !hurried && !someoneLooks()) {
        wanted.await();
      }
      hurried = false;
      begun++;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean someoneLooks() {
    visited = visited && System.nanoTime() - lastVisit <= INTEREST_NANOS;
    return visited;
  }

  private Optional<DashboardState> ask() throws InterruptedException {
    try {
      return Optional.of(source.state());
    } catch (RuntimeException e) {
      LOG.warn("The dashboard's state could not be put together; it shows the last one", e);
      return Optional.empty();
    }
  }

  private void publish(Optional<DashboardState> state) {
    lock.lock();
    try {
      finished = begun;
      state.ifPresent(value -> latest = Optional.of(Published.next(latest, value)));
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      published.signalAll();
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }
}
