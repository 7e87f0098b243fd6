package io.keepsake.core.store;

import java.time.Duration;

/**
 * Lets bytes pass no faster than at a rate, in the order in which they come. Shared by all who are
 * to stay below it together. Safe for many threads.
 */
public final class RateLimit {

  /** What may pass at once after a pause: more would show on the line as a burst. */
  private static final long BURST_NANOS = 100_000_000;

  private final double nanosPerByte;
  private final Timing timing;
  private long free;

  /**
   * A limit.
   *
   * @param bytesPerSecond at least 1
   * @throws IllegalArgumentException if it is less
   */
  public RateLimit(long bytesPerSecond) {
    this(bytesPerSecond, Timing.SYSTEM);
  }

  /** A limit by another clock. */
  public RateLimit(long bytesPerSecond, Timing timing) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("A rate is at least one byte a second");
    }
    this.nanosPerByte = 1e9 / bytesPerSecond;
    this.timing = timing;
    this.free = timing.nanos();
  }

  /** Waits until so many bytes may pass. */
  void pass(int bytes) throws InterruptedException {
    long wait;
    synchronized (this) {
      long now = timing.nanos();
      free = Math.max(free, now - BURST_NANOS) + (long) (bytes * nanosPerByte);
      wait = free - now;
    }
    if (wait > 0) {
      timing.pause(Duration.ofNanos(wait));
    }
  }
}
