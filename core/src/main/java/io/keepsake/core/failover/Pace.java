package io.keepsake.core.failover;

import java.time.Duration;

/**
 * How fast one store is read, to choose the one that is likely to be quickest: how long reads from
 * one store take, as an exponentially weighted mean of the time per byte, and how many are under
 * way. Small reads count as if they moved {@value #LEAST_BYTES} bytes, so that they tell the
 * latency. Safe for many threads.
 */
public final class Pace {

  private static final long LEAST_BYTES = 256 << 10;
  private static final double WEIGHT = 0.3;

  /** Stores that are quicker than this, about 250 MB/s, are equals. */
  private static final double QUICKEST = 4;

  private double nanosPerByte;
  private int underWay;

  /** A read begins. */
  public synchronized void begun() {
    underWay++;
  }

  /** A read is over, however it went. */
  public synchronized void ended() {
    underWay--;
  }

  /** What a small read is expected to take, before anything was read here. */
  public synchronized void expect(Duration latency) {
    nanosPerByte = (double) latency.toNanos() / LEAST_BYTES;
  }

  /** A read of so many bytes took so long. */
  public synchronized void took(long bytes, long nanos) {
    double sample = (double) nanos / Math.max(bytes, LEAST_BYTES);
    nanosPerByte = nanosPerByte == 0 ? sample : nanosPerByte + WEIGHT * (sample - nanosPerByte);
  }

  /** How long one more read is expected to take, in no unit: 0 for a store that was never asked. */
  public synchronized double expected() {
    return nanosPerByte == 0 ? 0 : (underWay + 1) * Math.max(nanosPerByte, QUICKEST);
  }

  /** How many reads are under way. */
  public synchronized int underWay() {
    return underWay;
  }
}
