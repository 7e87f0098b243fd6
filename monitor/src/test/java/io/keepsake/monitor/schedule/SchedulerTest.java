package io.keepsake.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Heartbeat.Beat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs jobs, with a clock that the test sets. */
@Timeout(60)
class SchedulerTest {

  @TempDir private Path directory;

  private final SettableClock clock = new SettableClock("2026-07-01T12:00:00Z");
  private final BlockingQueue<Heartbeat> beats = new LinkedBlockingQueue<>();

  private Scheduler open(JobRunner runner, ScheduledJob... jobs) {
    return open(Duration.ofSeconds(20), runner, jobs);
  }

  private Scheduler open(Duration patience, JobRunner runner, ScheduledJob... jobs) {
    SchedulerSettings settings = new SchedulerSettings(clock, directory, "host", 5, patience);
    return Scheduler.open(settings, List.of(jobs), runner, beats::add);
  }

  private Heartbeat beat(Beat expected) throws InterruptedException {
    Heartbeat next = beats.poll(30, TimeUnit.SECONDS);
    assertTrue(next != null, "No heartbeat came");
    assertEquals(expected, next.beat(), next.toString());
    return next;
  }

  private static JobRun last(Scheduler scheduler, int job) {
    return scheduler.jobs().get(job).history().getLast();
  }

  @Test
  void aDueJobRunsOnceAndIsRemembered() throws Exception {
    ScheduledJob job = Jobs.backup("photos", "daily at 02:30");
    JobRunner runner =
        (_, _) -> new JobResult(JobOutcome.DEGRADED, "One is owed", Map.of("bytes-stored", 7L));
    try (Scheduler scheduler = open(runner, job)) {
      assertEquals(Instant.parse("2026-07-02T02:30:00Z"), scheduler.look());
      clock.set("2026-07-02T02:30:00Z");
      scheduler.look();
      Heartbeat start = beat(Beat.START);
      Heartbeat end = beat(Beat.SUCCESS);
      assertEquals(start.run(), end.run());
      assertEquals("photos", end.job());
      assertEquals("One is owed", end.message());
      scheduler.look();
      JobView view = scheduler.jobs().getFirst();
      assertEquals(JobOutcome.DEGRADED, view.last().orElseThrow().outcome());
      assertEquals(Map.of("bytes-stored", 7L), view.last().orElseThrow().figures());
      assertEquals(1, view.history().size());
      assertEquals(Instant.parse("2026-07-03T02:30:00Z"), view.next());
      assertEquals(Optional.of(clock.instant()), view.lastSuccess());
      assertEquals(List.of(), scheduler.problems());
    }
    assertTrue(beats.isEmpty());
  }

  @Test
  void progressIsSeenWhileAJobRuns() throws Exception {
    CountDownLatch stepped = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    JobStep step = new JobStep("uploads", 3, OptionalLong.of(10), "files");
    JobRunner runner =
        (_, progress) -> {
          progress.at(step);
          stepped.countDown();
          seen.await();
          return JobResult.success("");
        };
    try (Scheduler scheduler = open(runner, Jobs.backup("photos", "hourly"))) {
      clock.set("2026-07-01T13:00:00Z");
      scheduler.look();
      stepped.await();
      RunView run = scheduler.jobs().getFirst().running().orElseThrow();
      assertEquals(step, run.step());
      assertEquals(beat(Beat.START).run(), run.id());
      seen.countDown();
      beat(Beat.SUCCESS);
      assertEquals(Optional.empty(), scheduler.jobs().getFirst().running());
    }
  }

  @Test
  void theLoopStartsWhatIsDueByItself() throws Exception {
    SettableClock nearly = new SettableClock("2026-07-01T12:59:59.900Z");
    Instant begin = nearly.instant();
    long nanos = System.nanoTime();
    SchedulerSettings settings =
        new SchedulerSettings(
            () -> begin.plusNanos(System.nanoTime() - nanos),
            directory,
            "host",
            5,
            Duration.ofSeconds(20));
    try (Scheduler scheduler =
        Scheduler.open(
            settings,
            List.of(Jobs.backup("photos", "hourly")),
            (_, _) -> JobResult.success(""),
            beats::add)) {
      scheduler.start();
      scheduler.start();
      beat(Beat.START);
      beat(Beat.SUCCESS);
    }
  }

  @Test
  void whatARunnerThrowsIsAFailureAndWhatAListenerThrowsIsNot() throws Exception {
    JobRunner runner =
        (_, _) -> {
          throw new IllegalStateException("a secret");
        };
    HeartbeatListener broken =
        beat -> {
          beats.add(beat);
          throw new IllegalStateException("a listener");
        };
    SchedulerSettings settings =
        new SchedulerSettings(clock, directory, "host", 5, Duration.ofSeconds(20));
    ScheduledJob job = Jobs.backup("photos", "hourly");
    try (Scheduler scheduler = Scheduler.open(settings, List.of(job), runner, broken)) {
      clock.set("2026-07-01T13:00:00Z");
      scheduler.look();
      beat(Beat.START);
      String message = beat(Beat.FAILURE).message();
      assertEquals("Unexpected java.lang.IllegalStateException: the log has the details", message);
      assertEquals(JobOutcome.FAILURE, last(scheduler, 0).outcome());
    }
  }

  @Test
  void aListenerThatHangsHoldsUpNoJob() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    SchedulerSettings settings =
        new SchedulerSettings(clock, directory, "host", 5, Duration.ofSeconds(20));
    CountDownLatch ran = new CountDownLatch(2);
    JobRunner runner =
        (_, _) -> {
          ran.countDown();
          return JobResult.success("");
        };
    Scheduler scheduler =
        Scheduler.open(
            settings,
            List.of(Jobs.backup("a", "hourly"), Jobs.backup("b", "hourly")),
            runner,
            _ -> never.await());
    clock.set("2026-07-01T13:00:00Z");
    scheduler.look();
    ran.await();
    scheduler.close();
  }

  @Test
  void theFailureOfACommandBeforeItSkipsTheJobAndTheOneAfterItRuns() throws Exception {
    Path out = directory.resolve("out");
    JobCommands commands =
        JobCommands.none()
            .withBefore(JobCommand.shell("exit 4", Duration.ofMinutes(1)))
            .withAfter(
                JobCommand.shell(
                    "echo $KEEPSAKE_JOB $KEEPSAKE_RESULT > '" + out + "'", Duration.ofMinutes(1)));
    JobRunner runner =
        (_, _) -> {
          throw new AssertionError("It ran");
        };
    try (Scheduler scheduler = open(runner, Jobs.backup("photos", "hourly").with(commands))) {
      clock.set("2026-07-01T13:00:00Z");
      scheduler.look();
      beat(Beat.START);
      assertEquals(
          "It was not run: the command before it ended with exit code 4: the log has its output",
          beat(Beat.FAILURE).message());
      assertEquals("photos failure\n", Files.readString(out));
    }
  }

  @Test
  void theFailureOfTheCommandAfterItLeavesADegradedRun() throws Exception {
    JobCommands commands =
        JobCommands.none().withAfter(JobCommand.shell("exit 1", Duration.ofMinutes(1)));
    try (Scheduler scheduler =
        open((_, _) -> JobResult.success("Done"), Jobs.backup("photos", "hourly").with(commands))) {
      clock.set("2026-07-01T13:00:00Z");
      scheduler.look();
      beat(Beat.START);
      beat(Beat.SUCCESS);
      assertEquals(JobOutcome.DEGRADED, last(scheduler, 0).outcome());
    }
  }

  @Test
  void closingInterruptsAJobRunsTheCommandAfterItAndTheNextProcessMakesUpForIt() throws Exception {
    Path out = directory.resolve("out");
    ScheduledJob job =
        Jobs.backup("photos", "daily at 02:30")
            .with(
                JobCommands.none()
                    .withAfter(
                        JobCommand.shell(
                            "echo $KEEPSAKE_RESULT >> '" + out + "'", Duration.ofMinutes(1))));
    CountDownLatch never = new CountDownLatch(1);
    JobRunner hanging =
        (_, _) -> {
          never.await();
          return JobResult.success("");
        };
    for (int round = 0; round < 2; round++) {
      Scheduler scheduler = open(hanging, job);
      clock.set(round == 0 ? "2026-07-02T02:30:00Z" : "2026-07-02T02:45:00Z");
      scheduler.look();
      beat(Beat.START);
      scheduler.close();
      beat(Beat.FAILURE);
      assertEquals(JobOutcome.INTERRUPTED, last(scheduler, 0).outcome());
    }
    assertEquals(List.of("interrupted", "interrupted"), Files.readAllLines(out));
    // Made up for once; a job that is cut short again and again waits for its next time.
    try (Scheduler scheduler = open(hanging, job)) {
      scheduler.look();
      assertEquals(Optional.empty(), scheduler.jobs().getFirst().running());
      assertEquals(2, scheduler.jobs().getFirst().history().size());
    }
  }

  @Test
  void aJobThatDoesNotEndIsLeftToItself() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    JobRunner stubborn =
        (_, _) -> {
          while (end.getCount() > 0) {
            try {
              end.await();
            } catch (InterruptedException e) {
              beats.clear(); // takes no notice of it
            }
          }
          return JobResult.success("");
        };
    Scheduler scheduler = open(Duration.ofMillis(100), stubborn, Jobs.backup("photos", "hourly"));
    clock.set("2026-07-01T13:00:00Z");
    scheduler.look();
    beat(Beat.START);
    scheduler.close();
    clock.set("2026-07-01T13:05:00Z");
    // The next process finds that it had begun, and begins it anew.
    CountDownLatch again = new CountDownLatch(1);
    JobRunner runner =
        (_, _) -> {
          again.countDown();
          return JobResult.success("");
        };
    try (Scheduler next = open(runner, Jobs.backup("photos", "hourly"))) {
      assertEquals(JobOutcome.INTERRUPTED, last(next, 0).outcome());
      assertEquals("The program ended while it ran", beat(Beat.FAILURE).message());
      next.look();
      again.await();
    }
    end.countDown();
  }

  @Test
  void missedRunsAreKnownAfterARestart() throws Exception {
    ScheduledJob job = Jobs.backup("photos", "daily at 02:30");
    open((_, _) -> JobResult.success(""), job).close();
    clock.set("2026-07-02T20:00:00Z");
    try (Scheduler scheduler = open((_, _) -> JobResult.success(""), job)) {
      assertTrue(scheduler.jobs().getFirst().overdue().isPresent());
      scheduler.look();
      beat(Beat.START);
      beat(Beat.SUCCESS);
      assertEquals(Instant.parse("2026-07-02T02:30:00Z"), last(scheduler, 0).scheduled());
      assertEquals(Optional.empty(), scheduler.jobs().getFirst().overdue());
    }
  }

  @Test
  void aDamagedFileIsToldAndJobsRunAtTheirNextTimes() throws Exception {
    Files.writeString(directory.resolve("schedule.json"), "{");
    try (Scheduler scheduler =
        open((_, _) -> JobResult.success(""), Jobs.backup("photos", "hourly"))) {
      assertEquals(1, scheduler.problems().size());
      assertEquals(Instant.parse("2026-07-01T13:00:00Z"), scheduler.look());
    }
  }

  @Test
  void aJobRunsNowIfAskedAndWaitsForThoseInItsWay() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    JobRunner runner =
        (job, _) -> {
          if (job.action().verb() == JobVerb.BACKUP) {
            go.await();
          }
          return JobResult.success("");
        };
    ScheduledJob backup = Jobs.backup("photos", "daily");
    ScheduledJob prune = Jobs.prune("prune", "monthly");
    try (Scheduler scheduler = open(runner, backup, prune)) {
      scheduler.start();
      scheduler.runNow("photos");
      assertEquals("photos", beat(Beat.START).job());
      scheduler.runNow("prune");
      assertEquals(List.of("photos"), scheduler.jobs().get(1).waitsFor());
      go.countDown();
      assertEquals("photos", beat(Beat.SUCCESS).job());
      assertEquals("prune", beat(Beat.START).job());
      assertEquals("prune", beat(Beat.SUCCESS).job());
      assertThrows(NoSuchElementException.class, () -> scheduler.runNow("nothing"));
    }
  }

  @Test
  void theHistoryIsBoundedAndSkipsForOneReasonAreOne() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    JobRunner runner =
        (_, _) -> {
          go.await();
          return JobResult.success("");
        };
    ScheduledJob job = Jobs.backup("photos", "hourly");
    try (Scheduler scheduler = open(runner, job)) {
      for (int hour = 13; hour < 23; hour++) {
        clock.set("2026-07-01T%d:00:00Z".formatted(hour));
        scheduler.look();
      }
      assertEquals(1, scheduler.jobs().getFirst().history().size());
      assertEquals(JobOutcome.SKIPPED, last(scheduler, 0).outcome());
      assertEquals(Duration.ofHours(8), last(scheduler, 0).duration());
      beat(Beat.START);
      go.countDown();
      beat(Beat.SUCCESS);
      for (int day = 2; day < 12; day++) {
        clock.advance(Duration.ofHours(1));
        scheduler.look();
        beat(Beat.START);
        beat(Beat.SUCCESS);
      }
      assertEquals(5, scheduler.jobs().getFirst().history().size());
    }
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    ScheduledJob job = Jobs.backup("photos", "daily");
    assertThrows(
        IllegalArgumentException.class, () -> open((_, _) -> JobResult.success(""), job, job));
  }
}
