package io.keepsake.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.retention.Age;
import io.keepsake.core.retention.GroupBy;
import io.keepsake.core.retention.Interval;
import io.keepsake.core.retention.KeepRule;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPolicy;
import io.keepsake.core.retention.Selection;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.state.FlappingPolicy;
import io.keepsake.monitor.alert.state.GroupingPolicy;
import io.keepsake.monitor.alert.state.ReminderPolicy;
import io.keepsake.monitor.health.HealthProfile;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobVerb;
import io.keepsake.monitor.schedule.MissedRuns;
import io.keepsake.monitor.schedule.ScheduledJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a vault file says about the agent. */
final class AgentPlanTest {

  private static final String PROVIDERS = "providers: [{id: a, url: ./a}, {id: b, url: ./b}]\n";

  @TempDir private Path directory;

  private VaultFile read(String yaml) throws IOException, UsageException {
    return VaultFile.read(Files.writeString(directory.resolve("keepsake.yaml"), PROVIDERS + yaml));
  }

  private String problems(String yaml) {
    return String.valueOf(assertThrows(UsageException.class, () -> read(yaml)).getMessage());
  }

  @Test
  void nothingIsSaidWithoutTheSections() throws Exception {
    assertEquals(Optional.empty(), read("").agent());
  }

  @Test
  void readsRetention() throws Exception {
    VaultFile file =
        read(
            """
            retention:
              - keep-last: 3
                keep-daily: unlimited
                keep-within-weekly: 1y6m
                keep-label: [event=smith, kind=contract]
                host: studio
                path: /photos
                label: by=agent
                group-by: [host, labels]
                zone: Europe/Berlin
              - { group-by: none, keep-within: 30d }
            schedules: [{ name: tidy, forget: policy, at: hourly }]
            """);
    RetentionPolicy first =
        new RetentionPolicy(
            List.of(
                new KeepRule.Last(3),
                new KeepRule.Each(Interval.DAILY, KeepRule.UNLIMITED),
                new KeepRule.EachWithin(Interval.WEEKLY, Age.parse("1y6m").orElseThrow()),
                new KeepRule.Labelled("event", "smith"),
                new KeepRule.Labelled("kind", "contract")),
            ZoneId.of("Europe/Berlin"));
    assertEquals(
        new RetentionChoice(
            new Selection(Optional.of("studio"), Optional.of("/photos"), Map.of("by", "agent")),
            Set.of(GroupBy.HOST, GroupBy.LABELS),
            first),
        file.retention().getFirst());
    assertEquals(Set.of(), file.retention().getLast().grouping());
    assertEquals(file.retention(), file.agent().orElseThrow().retention());
    assertEquals(JobVerb.FORGET, file.agent().get().jobs().getFirst().action().verb());
  }

  @Test
  void tellsAllMistakesOfRetention() {
    String message =
        problems(
            """
            retention:
              keep-last: 0
              keep-within: 3 weeks
              keep-label: smith
              group-by: [host, moon]
              zone: Moon
            schedules: [{ name: tidy, forget: everything, at: hourly }]
            """);
    for (String path : List.of("keep-last", "keep-within", "keep-label", "group-by", "zone")) {
      assertTrue(message.contains("retention." + path), message);
    }
    assertTrue(message.contains("schedules[1].forget"), message);
    assertTrue(
        problems("schedules: [{ name: tidy, forget: policy, at: hourly }]\n")
            .contains("a schedule that forgets, and no 'retention'"));
  }

  @Test
  void readsAllSections() throws Exception {
    AgentPlan plan =
        read("""
        monitoring: { profile: development, slow-response: 4s, offline-after: 7 }
        alerts:
          limits: { slow.warning: 2s, quota.critical: 90% }
          grouping: { window: 10s, most: 5 }
          reminders: { critical: 1h }
          flapping: { changes: 6, within: 2d, calm: 1h }
          sinks:
            - { id: team, type: slack, url-file: slack.url }
            - { id: pager, type: webhook, url-env: PAGER, min-severity: critical }
        schedules:
          - name: pictures
            backup: [photos, /srv/films]
            exclude: "*.tmp"
            labels: { event: smith-2026 }
            one-file-system: true
            at: daily at 02:30
            zone: Europe/Berlin
            jitter: 10m
            missed: skip
            before: { run: [pg_dump, -f, out.sql], limit: 5m }
            after: "logger done"
          - { name: check, verify: data, percent: 5, at: "0 5 * * sun" }
          - { name: heal, repair: listing, at: hourly, missed: 3h }
          - { name: compare, repair: checksum, at: weekly on sunday at 05:00 }
          - { name: space, prune: unneeded, fence-after: 7d, at: weekly on sunday at 06:00 }
          - { name: drill, drill: [a], sample: 64MiB, at: monthly on 1 at 04:00 }
        dashboard: { listen: "127.0.0.1:8080", names: [keepsake.example.org] }
        """)
            .agent()
            .orElseThrow();
    assertEquals(
        HealthProfile.DEVELOPMENT.withSlowResponse(Duration.ofSeconds(4)).withOfflineAfter(7),
        plan.profile());
    assertEquals(Duration.ofSeconds(2), plan.alerts().limits().slow().warning());
    assertEquals(0.9, plan.alerts().limits().quota().critical());
    assertEquals(
        List.of(
            new SinkSettings("team", "slack", Map.of("url-file", "slack.url")),
            new SinkSettings("pager", "webhook", Map.of("url-env", "PAGER"))),
        plan.alerts().sinks());
    assertEquals(
        Map.of("team", Severity.WARNING, "pager", Severity.CRITICAL), plan.alerts().least());
    assertEquals(
        new AlertPolicy(
            new GroupingPolicy(Duration.ofSeconds(10), Duration.ofSeconds(10), 5),
            new ReminderPolicy(Duration.ofDays(1), Duration.ofHours(1)),
            new FlappingPolicy(6, Duration.ofDays(2), Duration.ofHours(1)),
            Duration.ofDays(2)),
        plan.alerts().policy());
    ScheduledJob backup = plan.jobs().getFirst();
    assertEquals(
        JobAction.backup(List.of(directory.resolve("photos").toString(), "/srv/films"))
            .with("exclude", "*.tmp")
            .with("label", "event=smith-2026")
            .with("one-file-system"),
        backup.action());
    assertEquals(ZoneId.of("Europe/Berlin"), backup.zone());
    assertEquals(new MissedRuns.Skip(), backup.rules().missed());
    assertEquals(Duration.ofMinutes(10), backup.rules().jitter());
    assertEquals(
        List.of("pg_dump", "-f", "out.sql"), backup.commands().before().orElseThrow().command());
    assertEquals(
        List.of("/bin/sh", "-c", "logger done"), backup.commands().after().orElseThrow().command());
    assertEquals(
        List.of(
            JobAction.of(JobVerb.VERIFY).with("data").with("percent", "5"),
            JobAction.of(JobVerb.REPAIR),
            JobAction.of(JobVerb.REPAIR).with("checksum"),
            JobAction.of(JobVerb.PRUNE).with("fence-after", "PT168H"),
            JobAction.of(JobVerb.DRILL).with("without", "a").with("sample", "64MiB")),
        plan.jobs().stream().skip(1).map(ScheduledJob::action).toList());
    assertEquals(
        Optional.of(
            new DashboardPlace(
                "127.0.0.1", 8080, Optional.empty(), Set.of("keepsake.example.org"))),
        plan.dashboard());
  }

  @Test
  void theDashboardCanBeOff() throws Exception {
    assertEquals(
        Optional.empty(), read("dashboard: { listen: off }").agent().orElseThrow().dashboard());
  }

  @Test
  void saysWhatIsWrongWithAlertPolicies() {
    String told =
        problems(
            """
            alerts:
              grouping: { window: 1m, critical-window: 2m, mosst: 3 }
              reminders: { warning: never }
              flapping: { changes: 1 }
              sinks:
                - { id: team, type: slack, min-severity: info }
                - { id: watcher, type: heartbeat, min-severity: critical }
            """);
    for (String part :
        List.of(
            "alerts.grouping: found a mapping of 3; a notice waits no longer for what is critical",
            "did you mean 'most'?",
            "alerts.reminders.warning: found 'never'; a time such as 30s",
            "alerts.flapping: found a mapping of 1; flapping is two changes",
            "alerts.sinks[1].min-severity: found 'info'; 'warning', which is what leaving it out"
                + " means",
            "alerts.sinks[2].min-severity: found 'critical'; a heartbeat gets no alerts")) {
      assertTrue(told.contains(part), () -> part + " is not in: " + told);
    }
  }

  @Test
  void thresholdsThatFitEachOtherAreSetInAnyOrder() throws Exception {
    HealthProfile profile = HealthProfile.PRODUCTION;
    for (int factor : new int[] {3, 1}) {
      String given =
          """
          monitoring:
            degraded-after: %d
            unhealthy-after: %d
            offline-after: %d
          """
              .formatted(
                  factor * profile.offlineAfter(),
                  factor * profile.offlineAfter() + 1,
                  factor * profile.offlineAfter() + 2);
      HealthProfile read = read(given).agent().orElseThrow().profile();
      assertEquals(factor * profile.offlineAfter(), read.degradedAfter());
      assertEquals(factor * profile.offlineAfter() + 2, read.offlineAfter());
    }
    HealthProfile low =
        read("monitoring: { degraded-after: 1, unhealthy-after: 1, offline-after: 1 }")
            .agent()
            .orElseThrow()
            .profile();
    assertEquals(1, low.offlineAfter());
  }

  @Test
  void tellsAllProblemsAtOnce() {
    String told =
        problems(
            """
            monitoring: { profile: fast, probe-intervall: 3s, offline-after: 0 }
            alerts: { limits: { slow.warnin: 2s }, sinks: [{ id: team }] }
            schedules:
              - { name: one, backup: [x], verify: data, at: daily at 02:30 }
              - { name: two, at: daily at 02:30 }
              - { name: three, repair: listing, at: daily at 25:00, zone: Mars }
              - { name: four, drill: [c], at: hourly }
              - { name: pay-debts, verify: structure, percent: 5, at: hourly }
            dashboard: { listen: everywhere }
            """);
    for (String part :
        List.of(
            "monitoring.profile",
            "did you mean 'probe-interval'?",
            "monitoring.offline-after",
            "There is no threshold 'slow.warnin'",
            "alerts.sinks[1].type",
            "backup and verify",
            "nothing to do",
            "schedules[3].at",
            "schedules[3].zone",
            "schedules[4].drill",
            "schedules[5].name",
            "schedules[5].percent",
            "dashboard.listen")) {
      assertTrue(told.contains(part), () -> part + " is not in: " + told);
    }
  }
}
