package io.keepsake.core.probe;

import java.time.Duration;
import java.util.List;

/**
 * How fast a store is.
 *
 * @param storeId which store
 * @param location where it is, for people
 * @param plan what was measured
 * @param phases in the order in which they ran
 */
public record BenchReport(String storeId, String location, BenchPlan plan, List<Phase> phases) {

  /** Copies the list. */
  public BenchReport {
    phases = List.copyOf(phases);
  }

  /**
   * The same call, many times.
   *
   * @param name such as {@code store small}; never changes, programs may know it
   * @param calls how many succeeded
   * @param failures how many did not
   * @param bytes moved by those that succeeded
   * @param took from the first call to the end of the last
   * @param latency how long single calls took, of those that succeeded
   */
  public record Phase(
      String name, int calls, int failures, long bytes, Duration took, Latency latency) {

    /** Calls a second. */
    public double callsPerSecond() {
      return calls / seconds();
    }

    /** Bytes a second. */
    public double bytesPerSecond() {
      return bytes / seconds();
    }

    private double seconds() {
      return Math.max(took.toNanos(), 1) / 1e9;
    }
  }

  /**
   * How long calls took: half of them at most {@code median}, 95 of a hundred at most {@code
   * percentile95}, and so on.
   */
  public record Latency(
      Duration median, Duration percentile95, Duration percentile99, Duration longest) {

    /** Of times in nanoseconds, in ascending order; all zero if there is none. */
    static Latency of(long[] sorted) {
      return new Latency(at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    /** The nearest-rank percentile. */
    private static Duration at(long[] sorted, double part) {
      int rank = (int) Math.ceil(part * sorted.length);
      return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(rank, 1) - 1]);
    }
  }
}
