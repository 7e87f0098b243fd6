package io.keepsake.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.schedule.Decision.Behind;
import io.keepsake.monitor.schedule.Decision.Pass;
import io.keepsake.monitor.schedule.Decision.Rewind;
import io.keepsake.monitor.schedule.Decision.Start;
import io.keepsake.monitor.schedule.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever clocks do: no storm of runs, and no job that is not run any more. */
class ClockProperties {

  private static final ScheduledJob HOURLY = Jobs.backup("hourly", "hourly");

  private final Map<String, JobState> states = new HashMap<>();
  private final List<Instant> starts = new ArrayList<>();

  private void look(Instant now) {
    DueJobs due = new DueJobs(List.of(HOURLY), "host");
    for (Decision decision : due.at(now, Map.copyOf(states))) {
      JobState state = states.get("hourly");
      states.put(
          "hourly",
          switch (decision) {
            case Start start -> {
              starts.add(now);
              UnfinishedRun run = new UnfinishedRun("1", start.scheduled(), now, start.covers());
              yield state.withRunning(run).ended(run.ended(now, JobOutcome.SUCCESS, ""), 3);
            }
            case Pass pass -> state.withDealtWith(pass.covers());
            case Behind behind -> state.withBehind(behind.since());
            case Rewind rewind -> state.withDealtWith(rewind.now());
            case Wait wait -> throw new AssertionError(wait);
          });
    }
  }

  /**
   * A clock that runs at the right speed, and jumps; looked at each half minute. Each jump may cost
   * one run that is made up for, and one that comes again.
   */
  @Property(tries = 50)
  void jumpsMakeNeitherStormNorSilence(@ForAll long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-07-01T12:00:00Z");
    states.put("hourly", JobState.known(now));
    starts.clear();
    int jumps = 0;
    Duration elapsed = Duration.ZERO;
    Duration last = Duration.ZERO;
    while (elapsed.compareTo(Duration.ofDays(3)) < 0) {
      if (random.nextInt(500) == 0) {
        jumps++;
        long most = List.of(60L, 3_600L, 86_400L, 86_400L * 400).get(random.nextInt(4));
        now = now.plusSeconds(random.nextLong(-most, most));
        last = elapsed;
      }
      now = now.plusSeconds(30);
      elapsed = elapsed.plusSeconds(30);
      int before = starts.size();
      look(now);
      if (starts.size() > before) {
        last = elapsed;
      }
      // An hour, and the ten minutes for which a clock is doubted.
      Duration silence = elapsed.minus(last);
      assertTrue(silence.compareTo(Duration.ofMinutes(71)) <= 0, silence.toString());
    }
    assertTrue(starts.size() <= 72 + 2 * jumps, starts.size() + " runs, " + jumps + " jumps");
  }

  /** A clock that is wrong for a moment, and years ahead. */
  @Property(tries = 50)
  void aClockThatWasAheadIsForgottenSoon(@ForAll long seed) {
    Instant now = Instant.parse("2026-07-01T12:00:00Z");
    states.put("hourly", JobState.known(now));
    starts.clear();
    look(now.plus(Duration.ofDays(1 + (seed & 0xfff))));
    int before = starts.size();
    for (int step = 0; step <= 2 * 60 + 20; step++) {
      look(now.plusSeconds(30L * step));
    }
    assertTrue(starts.size() > before, "No run within 70 minutes");
  }
}
