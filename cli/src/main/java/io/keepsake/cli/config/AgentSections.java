package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.monitor.health.HealthProfile;
import io.keepsake.monitor.schedule.JobVerb;
import io.keepsake.monitor.schedule.ScheduledJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The sections of a vault file that are for the agent. */
final class AgentSections {

  static final Keys KEYS =
      Keys.of()
          .with(
              "monitoring",
              new Shape.Part(() -> MonitoringSection.KEYS),
              "How providers are probed, and what is well.")
          .with(
              "alerts", new Shape.Part(() -> AlertsSection.KEYS), "Who is told of what, and when.")
          .with(
              "schedules",
              new Shape.Parts(() -> ScheduleSection.KEYS, 0),
              "What the agent does by itself.")
          .with(
              "dashboard", new Shape.Part(() -> DashboardSection.KEYS), "Where the dashboard is.");

  private final Section top;
  private final Path base;
  private final Problems problems;
  private final SinkSecrets secrets;

  AgentSections(Section top, Path base, Problems problems, SinkSecrets secrets) {
    this.top = top;
    this.base = base;
    this.problems = problems;
    this.secrets = secrets;
  }

  /**
   * What they say; empty if there are none. Of use only if no problem was noted.
   *
   * @param providers ids of the vault's providers
   * @param retention what the file says of old snapshots
   */
  Optional<AgentPlan> read(Set<String> providers, List<RetentionChoice> retention) {
    if (KEYS.names().stream().allMatch(key -> top.value(key).isEmpty())) {
      return Optional.empty(); // the classes behind it need not be loaded by every command
    }
    HealthProfile profile =
        top.value("monitoring")
            .map(node -> new MonitoringSection(node, problems).read())
            .orElse(HealthProfile.PRODUCTION);
    AlertPlan alerts =
        top.value("alerts")
            .map(node -> new AlertsSection(node, problems, secrets).read())
            .orElse(AlertPlan.USUAL);
    Optional<Node> dashboard = top.value("dashboard");
    Optional<DashboardPlace> place =
        dashboard.isEmpty()
            ? AgentPlan.USUAL.dashboard()
            : new DashboardSection(dashboard.get(), base, problems).read();
    List<ScheduledJob> jobs = jobs(providers);
    requireRetention(jobs, retention);
    return Optional.of(new AgentPlan(profile, alerts, jobs, place, retention));
  }

  private void requireRetention(List<ScheduledJob> jobs, List<RetentionChoice> retention) {
    boolean forgets = jobs.stream().anyMatch(job -> job.action().verb() == JobVerb.FORGET);
    if (forgets && retention.isEmpty()) {
      problems.add(
          top.value("schedules").orElse(top.node()),
          "schedules",
          "a schedule that forgets, and no 'retention'",
          "the section 'retention' with what is kept is expected in this file, too");
    }
  }

  private List<ScheduledJob> jobs(Set<String> providers) {
    List<Node> entries = top.entries("schedules", "a list of schedules is expected");
    List<ScheduledJob> jobs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      ScheduleSection schedule =
          new ScheduleSection(
              entries.get(i), "schedules[%d]".formatted(i + 1), base, providers, problems);
      Optional<ScheduledJob> job = schedule.read();
      if (job.isPresent() && !names.add(job.get().name())) {
        schedule.section().wrong("name", "names differ");
      }
      job.ifPresent(jobs::add);
    }
    return jobs;
  }
}
