package io.keepsake.core.failover;

import java.time.Duration;

/**
 * How fast one store is read, to choose the one that is likely to be quickest: how long reads from
 * one store take, as an exponentially weighted mean of the time per byte, and how many are under
 * way. Reads that share a store slow each other down: what one took is divided by how many they
 * were, so that a store that was given much to do is not taken for a slow one. Small reads count as
 * if they moved {@value #LEAST_BYTES} bytes, so that they tell the latency. Safe for many threads.
 *
 * <p>One slow read must not turn a store away for good. So a pace is known from two reads, of which
 * the better counts; later, one read counts as at most {@value #MOST_RAISE} times the mean; and a
 * store that is passed over is thought of a little better each time, until it is read again: one
 * that is k times as slow as the best is tried once in about {@value #PATIENCE} times k reads,
 * which costs a fiftieth of the time.
 */
public final class Pace {

  private static final long LEAST_BYTES = 256 << 10;
  private static final double WEIGHT = 0.3;

  /** Stores that are quicker than this, about 250 MB/s, are equals. */
  private static final double QUICKEST = 4;

  private static final int KNOWN = 2;
  private static final int MOST_RAISE = 4;
  private static final int PATIENCE = 50;

  private double nanosPerByte;
  private int samples;
  private int underWay;

  /**
   * A read begins.
   *
   * @return how many are under way now
   */
  public synchronized int begun() {
    return ++underWay;
  }

  /** A read is over, however it went. */
  public synchronized void ended() {
    underWay--;
  }

  /** What a small read is expected to take, before anything was read here. */
  public synchronized void expect(Duration latency) {
    nanosPerByte = (double) latency.toNanos() / LEAST_BYTES;
    samples = KNOWN;
  }

  /**
   * A read of so many bytes took so long, and is not over yet.
   *
   * @param among how many were under way when it began
   */
  public synchronized void took(long bytes, long nanos, int among) {
    double sharing = Math.max(1, (among + underWay) / 2.0);
    double sample = nanos / sharing / Math.max(bytes, LEAST_BYTES);
    if (samples < KNOWN) {
      nanosPerByte = samples == 0 ? sample : Math.min(sample, nanosPerByte);
      samples++;
    } else {
      double counted = Math.min(sample, MOST_RAISE * Math.max(nanosPerByte, QUICKEST));
      nanosPerByte += WEIGHT * (counted - nanosPerByte);
    }
  }

  /**
   * Another store was read instead.
   *
   * @param expected what one more read was expected to take there
   */
  public synchronized void passedOver(double expected) {
    nanosPerByte = Math.max(0, nanosPerByte - expected / PATIENCE);
  }

  /**
   * How long one more read is expected to take, in no unit: 0 for a store whose pace is not known,
   * as long as no read is under way that will tell, and more than any other until it does.
   */
  public synchronized double expected() {
    if (samples < KNOWN && underWay == 0) {
      return 0;
    }
    return samples == 0 ? Double.MAX_VALUE : (underWay + 1) * Math.max(nanosPerByte, QUICKEST);
  }

  /**
   * How long a read of so many bytes is expected to take, one among those that are under way.
   *
   * @return zero as long as the pace is not known
   */
  public synchronized Duration expectedTime(long bytes) {
    return samples < KNOWN
        ? Duration.ZERO
        : Duration.ofNanos(
            (long) (Math.max(1, underWay) * nanosPerByte * Math.max(bytes, LEAST_BYTES)));
  }

  /** How many reads are under way. */
  public synchronized int underWay() {
    return underWay;
  }
}
