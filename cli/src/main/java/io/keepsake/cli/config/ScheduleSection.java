package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobCommand;
import io.keepsake.monitor.schedule.JobCommands;
import io.keepsake.monitor.schedule.JobRules;
import io.keepsake.monitor.schedule.MissedRuns;
import io.keepsake.monitor.schedule.ScheduledJob;
import io.keepsake.monitor.schedule.timing.Timing;
import io.keepsake.monitor.schedule.timing.TimingException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One entry of {@code schedules}: what is done, when, and what runs around it. */
final class ScheduleSection {

  private static final String AT = "at";
  private static final String ZONE = "zone";
  private static final String MISSED = "missed";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

  /** The agent's own job. */
  private static final String RESERVED = "pay-debts";

  /** All jobs of a vault file are about its vault. */
  private static final String VAULT = "vault";

  private static final Keys COMMAND =
      Keys.of()
          .required(
              "run",
              new Shape.Texts(Shape.Text.ANY),
              "A line for the shell, or a list: the program and its arguments.")
          .with("limit", new Shape.Time(), "How long it may take; 10m if it is left out.");

  static final Keys KEYS =
      Keys.of()
          .required("name", Shape.Text.ANY, "What the job is called.")
          .required(AT, Shape.Text.ANY, "When: 'daily at 02:30', or a cron expression.")
          .with(ZONE, Shape.Text.ANY, "Whose time that is, such as Europe/Berlin.")
          .with("jitter", new Shape.Time(), "It begins up to this much later, each day the same.")
          .with(
              MISSED,
              new Shape.Text("skip|" + Shape.Time.PATTERN),
              "How late a missed run is made up for, such as 12h; or skip.")
          .with("grace", new Shape.Time(), "How late a run is overdue.")
          .with(BEFORE, command(), "A command that runs before.")
          .with(AFTER, command(), "A command that runs after.")
          .and(ScheduledAction.KEYS);

  private static Shape command() {
    return new Shape.Either(Shape.Text.ANY, new Shape.Part(() -> COMMAND));
  }

  private final Section section;
  private final ScheduledAction action;
  private final Problems problems;

  ScheduleSection(Node node, String path, Path base, Set<String> providers, Problems problems) {
    this.section = Section.of(node, path, KEYS, problems);
    this.action = new ScheduledAction(section, base, providers, problems);
    this.problems = problems;
  }

  Section section() {
    return section;
  }

  /** What it says, if it says it rightly. */
  Optional<ScheduledJob> read() {
    section.requireKnown();
    Optional<ScalarNode> name = section.required("name", "a short name of your choice is expected");
    if (name.filter(node -> node.getValue().equals(RESERVED)).isPresent()) {
      section.wrong("name", "another name is expected: the agent's own job has this one");
    }
    Optional<Timing> timing = timing();
    Optional<JobAction> what = action.read();
    ZoneId zone = zone();
    JobRules rules = rules();
    JobCommands commands = new JobCommands(command(BEFORE), command(AFTER));
    if (name.isEmpty() || timing.isEmpty() || what.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ScheduledJob(
              name.get().getValue(), VAULT, what.get(), timing.get(), zone, rules, commands));
    } catch (IllegalArgumentException e) {
      section.wrong("name", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Timing> timing() {
    Optional<ScalarNode> at =
        section.required(AT, "a time such as 'daily at 02:30' or a cron expression is expected");
    if (at.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Timing.parse(at.get().getValue()));
    } catch (TimingException e) {
      section.wrong(AT, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private ZoneId zone() {
    Optional<ScalarNode> zone = section.scalar(ZONE);
    try {
      return zone.map(node -> ZoneId.of(node.getValue())).orElse(ZoneId.systemDefault());
    } catch (DateTimeException e) {
      section.wrong(ZONE, "the name of a time zone such as Europe/Berlin is expected");
      return ZoneId.systemDefault();
    }
  }

  private JobRules rules() {
    JobRules rules = JobRules.standard();
    try {
      Optional<Duration> jitter = section.duration("jitter");
      rules = jitter.map(rules::withJitter).orElse(rules);
      Optional<Duration> grace = section.duration("grace");
      return missed(grace.map(rules::withGrace).orElse(rules));
    } catch (IllegalArgumentException e) {
      problems.add(section.node(), section.path("jitter"), String.valueOf(e.getMessage()));
      return rules;
    }
  }

  private JobRules missed(JobRules rules) {
    Optional<String> word = section.scalar(MISSED).map(ScalarNode::getValue);
    if (word.isEmpty()) {
      return rules;
    }
    if (word.get().equals("skip")) {
      return rules.withMissed(new MissedRuns.Skip());
    }
    Optional<Duration> limit = Times.parse(word.get());
    if (limit.isEmpty()) {
      section.wrong(
          MISSED, "'skip', or how late a missed run may be made up for, such as 12h, is expected");
      return rules;
    }
    return rules.withMissed(new MissedRuns.RunOnce(limit.get()));
  }

  /** A line for the shell, or a mapping with {@code run} and {@code limit}. */
  private Optional<JobCommand> command(String key) {
    Optional<Node> node = section.value(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof ScalarNode line && !line.getValue().isBlank()) {
      return Optional.of(JobCommand.shell(line.getValue(), USUAL_LIMIT));
    }
    Section command = Section.of(node.get(), section.path(key), COMMAND, problems);
    command.requireKnown();
    List<String> words = command.texts("run");
    Duration limit = command.duration("limit").orElse(USUAL_LIMIT);
    if (words.isEmpty()) {
      command.wrong("run", "a line for the shell, or a list: the program and its arguments");
      return Optional.empty();
    }
    boolean line = command.value("run").orElseThrow() instanceof ScalarNode;
    return Optional.of(
        line ? JobCommand.shell(words.getFirst(), limit) : new JobCommand(words, limit));
  }
}
