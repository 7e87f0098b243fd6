package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.monitor.health.CallWindow.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A window says what a list of all calls says. */
class CallWindowProperties {

  private static final Duration WIDTH = Duration.ofMillis(100);

  /**
   * A call.
   *
   * @param pause milliseconds since the one before; negative where the clock went back
   * @param took nanoseconds; negative for one that is not timed
   */
  record Made(int pause, long took, boolean failed) {}

  @Provide
  Arbitrary<List<Made>> calls() {
    Arbitrary<Integer> pauses =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(20, Arbitraries.integers().between(0, 30)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-200, -1)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(90, 110)));
    Arbitrary<Made> one =
        Combinators.combine(
                pauses, Arbitraries.longs().between(-1, 50), Arbitraries.of(true, false))
            .as(Made::new);
    return one.list().ofMaxSize(120);
  }

  private record Noted(long time, long took, boolean failed) {}

  @Property(tries = 2000)
  void saysWhatAListSays(
      @ForAll("calls") List<Made> calls,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 0, max = 150) int later,
      @ForAll @IntRange(min = 0, max = 150) int since) {
    CallWindow window = new CallWindow(WIDTH, capacity);
    List<Noted> all = new ArrayList<>();
    long time = 10_000;
    for (Made call : calls) {
      time += call.pause();
      long now = time;
      all.removeIf(earlier -> earlier.time() > now);
      // what has once fallen out of the window stays out, also if the clock then goes back
      all.removeIf(earlier -> earlier.time() <= now - WIDTH.toMillis());
      while (all.size() >= capacity) {
        all.removeFirst();
      }
      all.add(new Noted(now, call.failed() ? -1 : call.took(), call.failed()));
      note(window, now, call);
    }
    long end = time + later;
    long from = end - since;
    List<Noted> counted =
        all.stream()
            .filter(one -> one.time() > end - WIDTH.toMillis() && one.time() >= from)
            .toList();
    assertEquals(
        naive(counted),
        window.figures(Instant.ofEpochMilli(end), Instant.ofEpochMilli(from)));
    assertEquals(
        naive(counted), figuresOf(restored(window, capacity, time), end, from), "after a restart");
  }

  private static void note(CallWindow window, long now, Made call) {
    Instant time = Instant.ofEpochMilli(now);
    if (call.failed()) {
      window.failed(time);
    } else if (call.took() < 0) {
      window.succeeded(time);
    } else {
      window.succeeded(time, Duration.ofNanos(call.took()));
    }
  }

  private static CallWindow restored(CallWindow window, int capacity, long now) {
    CallWindow again = new CallWindow(WIDTH, capacity);
    again.restore(window.saved(capacity), Instant.ofEpochMilli(now));
    return again;
  }

  private static Figures figuresOf(CallWindow window, long end, long from) {
    return window.figures(Instant.ofEpochMilli(end), Instant.ofEpochMilli(from));
  }

  private static Figures naive(List<Noted> calls) {
    List<Long> took = calls.stream().map(Noted::took).filter(t -> t >= 0).sorted().toList();
    Optional<ResponseTime> response =
        took.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ResponseTime(
                    percentile(took, 50),
                    percentile(took, 95),
                    Duration.ofNanos(
                        Math.round(
                            took.stream().mapToLong(t -> t).sum() / (double) took.size()))));
    return new Figures(
        calls.size(), (int) calls.stream().filter(Noted::failed).count(), response);
  }

  /** The first time in order that so many percent of all do not exceed. */
  private static Duration percentile(List<Long> sorted, int percent) {
    for (long candidate : sorted) {
      long within = sorted.stream().filter(t -> t <= candidate).count();
      if (within * 100 >= (long) percent * sorted.size()) {
        return Duration.ofNanos(candidate);
      }
    }
    throw new AssertionError("The largest is not exceeded");
  }
}
