package io.keepsake.core.failover;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.Timing;
import java.time.Duration;

/**
 * Keeps callers from a store that fails (Michael Nygard, "Release It!", 2007). Closed, calls go
 * through. A failure opens it: for a pause, nobody calls. Then one caller may try, half open: its
 * success closes the breaker, its failure opens it for twice as long. Safe for many threads.
 */
public final class CircuitBreaker {

  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  private final Timing timing;
  private final Duration firstPause;
  private final Duration longestPause;
  private State state = State.CLOSED;
  private Duration pause;
  private long openedAt;

  /**
   * A closed breaker.
   *
   * @param firstPause how long it stays open after the first failure
   * @param longestPause where the doubling of pauses ends
   */
  public CircuitBreaker(Timing timing, Duration firstPause, Duration longestPause) {
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException("The longest pause is not shorter than the first");
    }
    this.timing = timing;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.pause = firstPause;
  }

  /** Whether calls go through. */
  public synchronized boolean isClosed() {
    return state == State.CLOSED;
  }

  /**
   * Whether this caller may try an open breaker's store now. Who is told so must report how it went
   * by {@link #succeeded} or {@link #failed}; until then nobody else is.
   */
  public synchronized boolean mayProbe() {
    if (state != State.OPEN || timing.nanos() - openedAt < pause.toNanos()) {
      return false;
    }
    state = State.HALF_OPEN;
    return true;
  }

  /**
   * A probe went well: calls go through again. Says nothing of an open breaker that nobody probed.
   */
  public synchronized void succeeded() {
    if (state == State.HALF_OPEN) {
      state = State.CLOSED;
      pause = firstPause;
    }
  }

  /**
   * A call failed for good. One that was interrupted says nothing of the store: after such a probe
   * another may follow at once.
   *
   * @param kind why; where only people can mend it, the pause is the longest at once
   * @return whether this opened a closed breaker
   */
  public synchronized boolean failed(Kind kind) {
    boolean closed = state == State.CLOSED;
    if (state == State.OPEN) {
      return false; // a call that was under way when it opened
    }
    if (kind == Kind.INTERRUPTED) {
      state = closed ? State.CLOSED : State.OPEN;
      return false;
    }
    if (!closed) {
      pause = min(pause.multipliedBy(2), longestPause);
    }
    if (kind == Kind.DENIED || kind == Kind.QUOTA || kind == Kind.INVALID) {
      pause = longestPause;
    }
    state = State.OPEN;
    openedAt = timing.nanos();
    return closed;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
