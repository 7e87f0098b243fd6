package io.keepsake.core.failover;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that began a call if it is not over in time. For calls whose bytes must not
 * be touched once they have returned, and which therefore cannot be left to themselves. Whoever
 * began it asks {@link #end} afterwards, which takes the interrupt back.
 */
final class Watch {

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Thread caller = Thread.currentThread();
  private final ScheduledFuture<?> alarm;
  private boolean over;
  private boolean rang;

  private Watch(Duration limit) {
    alarm = TIMER.schedule(this::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    timer.setRemoveOnCancelPolicy(true); // reads in small blocks set and cancel very many alarms
    return timer;
  }

  /** Begins to watch this thread. */
  static Watch begin(Duration limit) {
    return new Watch(limit);
  }

  private synchronized void ring() {
    if (!over) {
      rang = true;
      caller.interrupt();
    }
  }

  /** Ends the watch; whether the call was interrupted by it. */
  synchronized boolean end() {
    if (over) {
      return rang; // an interrupt since then is somebody else's
    }
    over = true;
    alarm.cancel(false);
    if (rang) {
      Thread.interrupted();
    }
    return rang;
  }
}
