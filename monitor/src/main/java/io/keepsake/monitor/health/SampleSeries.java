package io.keepsake.monitor.health;

import io.keepsake.monitor.health.HealthSample.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Samples of one resolution, the newest few. A time without a measurement has none. Where the clock
 * goes back, samples of later times are forgotten. For one thread.
 */
final class SampleSeries {

  private static final int LONGS = 8;

  private final long length;
  private final int kept;
  private final Deque<Sums> samples = new ArrayDeque<>();

  SampleSeries(Resolution resolution) {
    length = resolution.length().toMillis();
    kept = resolution.kept();
  }

  /** A sample that grows. */
  private static final class Sums {
    private final long start;
    private long probes;
    private long failedProbes;
    private long calls;
    private long failedCalls;
    private long timed;
    private long nanos;
    private HealthStatus worst;

    Sums(long start, HealthStatus status) {
      this.start = start;
      this.worst = status;
    }

    HealthSample sample() {
      return new HealthSample(
          Instant.ofEpochMilli(start),
          probes,
          failedProbes,
          calls,
          failedCalls,
          timed == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos / timed)),
          worst);
    }
  }

  void probe(Instant time, boolean failed, HealthStatus status) {
    Sums sums = at(time, status);
    sums.probes++;
    sums.failedProbes += failed ? 1 : 0;
  }

  void call(Instant time, boolean failed, Optional<Duration> took, HealthStatus status) {
    Sums sums = at(time, status);
    sums.calls++;
    sums.failedCalls += failed ? 1 : 0;
    sums.timed += took.isPresent() ? 1 : 0;
    sums.nanos += took.map(Duration::toNanos).orElse(0L);
  }

  private Sums at(Instant time, HealthStatus status) {
    long start = Math.floorDiv(time.toEpochMilli(), length) * length;
    while (!samples.isEmpty() && samples.getLast().start > start) {
      samples.removeLast();
    }
    if (samples.isEmpty() || samples.getLast().start < start) {
      samples.add(new Sums(start, status));
    }
    while (samples.size() > kept || samples.getFirst().start <= start - kept * length) {
      samples.removeFirst();
    }
    Sums sums = samples.getLast();
    sums.worst = status.compareTo(sums.worst) > 0 ? status : sums.worst;
    return sums;
  }

  /** The samples, oldest first. */
  List<HealthSample> samples() {
    return samples.stream().map(Sums::sample).toList();
  }

  /** The samples as numbers, oldest first, to be kept. */
  List<Long> saved() {
    List<Long> numbers = new ArrayList<>();
    for (Sums s : samples) {
      numbers.addAll(
          List.of(s.start, s.probes, s.failedProbes, s.calls, s.failedCalls, s.timed, s.nanos));
      numbers.add((long) s.worst.ordinal());
    }
    return numbers;
  }

  /**
   * Takes back what was kept, as far as it is not of the future.
   *
   * @throws IllegalArgumentException if the numbers are not such
   */
  void restore(List<Long> numbers, Instant now) {
    if (numbers.size() % LONGS != 0) {
      throw new IllegalArgumentException("samples are cut off");
    }
    for (int i = 0; i < numbers.size(); i += LONGS) {
      List<Long> one = numbers.subList(i, i + LONGS);
      if (one.get(0) <= now.toEpochMilli()) {
        Sums sums = at(Instant.ofEpochMilli(one.get(0)), SavedHealth.status(one.get(7)));
        sums.probes = one.get(1);
        sums.failedProbes = one.get(2);
        sums.calls = one.get(3);
        sums.failedCalls = one.get(4);
        sums.timed = one.get(5);
        sums.nanos = one.get(6);
        sums.sample(); // refuses what cannot be
      }
    }
  }
}
