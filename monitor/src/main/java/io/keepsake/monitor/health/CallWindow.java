package io.keepsake.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The calls of the last minutes: those that are not older than the window, and of these the newest
 * {@code capacity}. Takes 17 bytes a call, allocated once. Where the clock goes back, calls that
 * were noted for later times are forgotten. For one thread.
 */
final class CallWindow {

  private static final long UNTIMED = -1;
  private static final int LONGS = 3;

  private final long width;
  private final long[] times;
  private final long[] nanos;
  private final boolean[] failed;
  private int first;
  private int size;

  CallWindow(Duration window, int capacity) {
    width = window.toMillis();
    times = new long[capacity];
    nanos = new long[capacity];
    failed = new boolean[capacity];
  }

  /**
   * What the calls say together.
   *
   * @param calls how many there were
   * @param failed how many of them failed
   * @param response how long those took that succeeded and were timed; empty if there was none
   */
  record Figures(int calls, int failed, Optional<ResponseTime> response) {

    /** The share that failed; 0 of none. */
    double errorRate() {
      return calls == 0 ? 0 : (double) failed / calls;
    }

    /** The percentage that succeeded; 100 of none. */
    double availability() {
      return calls == 0 ? 100 : 100.0 * (calls - failed) / calls;
    }
  }

  /** A call succeeded that tells nothing of response times. */
  void succeeded(Instant time) {
    add(time.toEpochMilli(), UNTIMED, false);
  }

  void succeeded(Instant time, Duration took) {
    add(time.toEpochMilli(), Math.max(0, took.toNanos()), false);
  }

  void failed(Instant time) {
    add(time.toEpochMilli(), UNTIMED, true);
  }

  private void add(long time, long took, boolean bad) {
    while (size > 0 && times[at(size - 1)] > time) {
      size--;
    }
    expire(time);
    if (size == times.length) {
      first = at(1);
      size--;
    }
    int slot = at(size++);
    times[slot] = time;
    nanos[slot] = took;
    failed[slot] = bad;
  }

  private void expire(long now) {
    while (size > 0 && times[first] <= now - width) {
      first = at(1);
      size--;
    }
  }

  private int at(int index) {
    return (first + index) % times.length;
  }

  /**
   * Figures of the calls within the window that ends now.
   *
   * @param from only those at or after this
   */
  Figures figures(Instant now, Instant from) {
    long end = now.toEpochMilli();
    long begin = Math.max(from.toEpochMilli(), end - width + 1);
    long[] took = new long[size];
    int timed = 0;
    int calls = 0;
    int bad = 0;
    for (int i = 0; i < size; i++) {
      int slot = at(i);
      if (times[slot] >= begin && times[slot] <= end) {
        calls++;
        bad += failed[slot] ? 1 : 0;
        if (nanos[slot] != UNTIMED) {
          took[timed++] = nanos[slot];
        }
      }
    }
    return new Figures(calls, bad, response(Arrays.copyOf(took, timed)));
  }

  /** Nearest-rank percentiles: the least time that the given share of calls did not exceed. */
  private static Optional<ResponseTime> response(long[] took) {
    if (took.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(took);
    double mean = Arrays.stream(took).average().orElseThrow();
    return Optional.of(
        new ResponseTime(
            Duration.ofNanos(took[rank(took.length, 50)]),
            Duration.ofNanos(took[rank(took.length, 95)]),
            Duration.ofNanos(Math.round(mean))));
  }

  private static int rank(int count, int percent) {
    return (int) ((long) count * percent + 99) / 100 - 1;
  }

  /** The newest calls as numbers, oldest first, to be kept. */
  List<Long> saved(int most) {
    List<Long> numbers = new ArrayList<>();
    for (int i = Math.max(0, size - most); i < size; i++) {
      int slot = at(i);
      numbers.addAll(List.of(times[slot], nanos[slot], failed[slot] ? 1L : 0L));
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
      throw new IllegalArgumentException("calls are cut off");
    }
    for (int i = 0; i < numbers.size(); i += LONGS) {
      long took = numbers.get(i + 1);
      if (took < UNTIMED) {
        throw new IllegalArgumentException("a call takes no negative time");
      }
      if (numbers.get(i) <= now.toEpochMilli()) {
        add(numbers.get(i), took, numbers.get(i + 2) != 0);
      }
    }
  }
}
