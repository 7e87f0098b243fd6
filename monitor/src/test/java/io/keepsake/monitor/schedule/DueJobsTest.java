package io.keepsake.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.schedule.Decision.Pass;
import io.keepsake.monitor.schedule.Decision.Start;
import io.keepsake.monitor.schedule.Decision.Wait;
import io.keepsake.monitor.schedule.JobState.WaitingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is decided, moment by moment. */
class DueJobsTest {

  private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

  private final Map<String, JobState> states = new HashMap<>();

  private List<Decision> at(String time, ScheduledJob... jobs) {
    for (ScheduledJob job : jobs) {
      states.putIfAbsent(job.name(), JobState.known(NOON));
    }
    return new DueJobs(List.of(jobs), "host").at(Instant.parse(time), states);
  }

  private void running(ScheduledJob job, String since) {
    Instant time = Instant.parse(since);
    states.put(
        job.name(), JobState.known(NOON).withRunning(new UnfinishedRun("1", time, time, time)));
  }

  private void waiting(ScheduledJob job, String since) {
    Instant time = Instant.parse(since);
    states.put(job.name(), JobState.known(NOON).withWaiting(new WaitingRun(time, time)));
  }

  private static Start start(ScheduledJob job, String scheduled, String covers) {
    return new Start(job, Instant.parse(scheduled), Instant.parse(covers));
  }

  @Test
  void aJobStartsAtItsTimeAndNotBefore() {
    ScheduledJob job = Jobs.backup("photos", "daily at 02:30");
    assertEquals(List.of(), at("2026-07-02T02:29:59Z", job));
    assertEquals(
        List.of(start(job, "2026-07-02T02:30:00Z", "2026-07-02T02:30:07Z")),
        at("2026-07-02T02:30:07Z", job));
  }

  @Test
  void anyNumberOfMissedRunsIsOne() {
    ScheduledJob job = Jobs.backup("photos", "every 15 minutes");
    assertEquals(
        List.of(start(job, "2026-08-01T12:00:00Z", "2026-08-02T12:00:00Z")),
        at("2026-08-02T12:00:00Z", job));
  }

  @Test
  void aRunThatIsTooLateIsLeftOut() {
    ScheduledJob job = Jobs.backup("photos", "weekly on monday at 03:00");
    List<Decision> late = at("2026-07-07T03:00:01Z", job);
    Pass pass = assertInstanceOf(Pass.class, late.getFirst());
    assertEquals(1, late.size());
    assertEquals(Instant.parse("2026-07-06T03:00:00Z"), pass.scheduled());
    assertInstanceOf(Start.class, at("2026-07-07T03:00:00Z", job).getFirst());
  }

  @Test
  void whoSkipsMissedRunsStartsUpToTwoMinutesLate() {
    JobRules rules = JobRules.standard().withMissed(new MissedRuns.Skip());
    ScheduledJob job = Jobs.backup("photos", "daily at 02:30").with(rules);
    assertInstanceOf(Start.class, at("2026-07-02T02:32:00Z", job).getFirst());
    assertInstanceOf(Pass.class, at("2026-07-02T02:32:01Z", job).getFirst());
  }

  @Test
  void aJobDoesNotOverlapItself() {
    ScheduledJob job = Jobs.backup("photos", "hourly");
    running(job, "2026-07-01T13:00:00Z");
    Pass pass = assertInstanceOf(Pass.class, at("2026-07-01T14:00:00Z", job).getFirst());
    assertEquals("its last run had not ended", pass.reason());
    assertEquals(Instant.parse("2026-07-01T14:00:00Z"), pass.covers());
  }

  @Test
  void pruneWaitsForABackupAndABackupForPrune() {
    ScheduledJob backup = Jobs.backup("photos", "daily at 02:00");
    ScheduledJob prune = Jobs.prune("prune", "daily at 03:00");
    running(backup, "2026-07-02T02:00:00Z");
    assertEquals(
        List.of(new Wait(prune, Instant.parse("2026-07-02T03:00:00Z"), List.of("photos"))),
        at("2026-07-02T03:00:00Z", backup, prune));
    states.clear();
    running(prune, "2026-07-02T01:00:00Z");
    assertEquals(
        List.of(new Wait(backup, Instant.parse("2026-07-02T02:00:00Z"), List.of("prune"))),
        at("2026-07-02T02:00:00Z", backup, prune));
  }

  @Test
  void ofTwoThatAreDueTogetherOneWaits() {
    ScheduledJob prune = Jobs.prune("prune", "daily at 02:00");
    ScheduledJob backup = Jobs.backup("photos", "daily at 02:00");
    List<Decision> both = at("2026-07-02T02:00:00Z", prune, backup);
    assertInstanceOf(Start.class, both.get(0));
    assertInstanceOf(Wait.class, both.get(1));
  }

  @Test
  void backupsRunBesideEachOtherAndPruneBesideAnotherVault() {
    ScheduledJob one = Jobs.backup("one", "daily at 02:00");
    ScheduledJob two = Jobs.backup("two", "daily at 02:00");
    ScheduledJob prune = Jobs.prune("prune", "daily at 02:00");
    ScheduledJob elsewhere =
        ScheduledJob.of("prune", "other", prune.action(), prune.timing(), prune.zone());
    List<Decision> all = at("2026-07-02T02:00:00Z", one, two, elsewhere);
    assertTrue(all.stream().allMatch(Start.class::isInstance), all.toString());
  }

  @Test
  void pruneRunsBesideOthersIfThatIsAllowed() {
    ScheduledJob backup = Jobs.backup("photos", "daily at 02:00");
    ScheduledJob prune =
        Jobs.prune("prune", "daily at 02:00")
            .with(JobRules.standard().withConflicts(Conflicts.ALLOW));
    List<Decision> all = at("2026-07-02T02:00:00Z", prune, backup);
    assertTrue(all.stream().allMatch(Start.class::isInstance), all.toString());
  }

  @Test
  void aJobThatWaitsIsNotPassedForAnHour() {
    ScheduledJob running = Jobs.backup("running", "daily at 01:00");
    ScheduledJob prune = Jobs.prune("prune", "daily at 02:00");
    ScheduledJob later = Jobs.backup("later", "daily at 02:30");
    running(running, "2026-07-02T01:00:00Z");
    waiting(prune, "2026-07-02T02:00:00Z");
    List<Decision> soon = at("2026-07-02T02:59:59Z", running, prune, later);
    assertEquals(List.of("running"), assertInstanceOf(Wait.class, soon.get(0)).others());
    assertEquals(List.of("prune"), assertInstanceOf(Wait.class, soon.get(1)).others());
    List<Decision> after = at("2026-07-02T03:00:00Z", running, prune, later);
    assertEquals(List.of("running"), assertInstanceOf(Wait.class, after.get(0)).others());
    assertInstanceOf(Start.class, after.get(1));
  }

  @Test
  void aJobThatWaitedIsNeverTooLate() {
    JobRules rules = JobRules.standard().withMissed(new MissedRuns.Skip());
    ScheduledJob prune = Jobs.prune("prune", "daily at 02:00").with(rules);
    waiting(prune, "2026-07-02T02:00:00Z");
    assertEquals(
        List.of(start(prune, "2026-07-02T02:00:00Z", "2026-07-04T12:00:00Z")),
        at("2026-07-04T12:00:00Z", prune));
  }

  @Test
  void jitterPutsAJobOffByTheSameOnEachDayAndSpreadsMachines() {
    ScheduledJob job =
        Jobs.backup("photos", "daily at 02:30")
            .with(JobRules.standard().withJitter(Duration.ofMinutes(30)));
    Set<Duration> all = new HashSet<>();
    for (int host = 0; host < 200; host++) {
      Duration jitter = Jitter.of(job, "host-" + host);
      assertTrue(jitter.compareTo(Duration.ofMinutes(30)) <= 0, jitter.toString());
      assertEquals(jitter, Jitter.of(job, "host-" + host));
      all.add(jitter);
    }
    assertTrue(all.size() > 150, "only " + all.size());
    Instant time = Instant.parse("2026-07-02T02:30:00Z").plus(Jitter.of(job, "host"));
    assertEquals(List.of(), at(time.minusSeconds(1).toString(), job));
    assertEquals(
        List.of(start(job, "2026-07-02T02:30:00Z", "2026-07-02T02:30:00Z")),
        at(time.toString(), job));
    assertNotEquals(Jitter.of(job, "host"), Jitter.of(Jobs.backup("other", "daily"), "host"));
  }

  @Test
  void overdueIsWhatHasNotSucceededByItsNextTimeAndGrace() {
    ScheduledJob job = Jobs.backup("photos", "daily at 02:30"); // six hours of grace
    DueJobs due = new DueJobs(List.of(job), "host");
    JobState state = JobState.known(NOON);
    Instant limit = Instant.parse("2026-07-02T08:30:00Z");
    assertEquals(Optional.empty(), due.overdue(job, state, limit));
    assertEquals(Optional.of(limit), due.overdue(job, state, limit.plusSeconds(1)));
    Instant run = Instant.parse("2026-07-02T02:30:00Z");
    JobState ran = state.withRunning(new UnfinishedRun("1", run, run, run));
    JobRun over = new UnfinishedRun("1", run, run, run).ended(limit, JobOutcome.DEGRADED, "");
    JobState done = ran.ended(over, 10);
    assertEquals(Optional.empty(), due.overdue(job, done, limit.plus(Duration.ofDays(1))));
    assertTrue(due.overdue(job, done, limit.plus(Duration.ofDays(1)).plusSeconds(1)).isPresent());
  }
}
