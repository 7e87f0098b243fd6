package io.keepsake.cli.output;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/** How fast bytes go, over the last ten seconds: a mean since the start would lag behind. */
final class Speed {

  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final long LEAST_NANOS = 500_000_000L;

  private record Sample(long nanos, long bytes) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  void add(long nanos, long bytes) {
    samples.addLast(new Sample(nanos, bytes));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** Bytes a second; empty until there is enough to tell by. */
  OptionalLong bytesPerSecond() {
    if (samples.isEmpty()) {
      return OptionalLong.empty();
    }
    long nanos = samples.getLast().nanos - samples.getFirst().nanos;
    if (nanos < LEAST_NANOS) {
      return OptionalLong.empty();
    }
    long bytes = samples.getLast().bytes - samples.getFirst().bytes;
    return OptionalLong.of((long) (bytes * 1e9 / nanos));
  }
}
