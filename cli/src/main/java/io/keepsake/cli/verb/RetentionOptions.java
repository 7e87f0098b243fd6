package io.keepsake.cli.verb;

import io.keepsake.cli.config.KeepWords;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.retention.GroupBy;
import io.keepsake.core.retention.KeepRule;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPolicy;
import io.keepsake.core.retention.Selection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** A policy on the command line. */
final class RetentionOptions {

  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(
      names = KeepWords.LABEL_OPTION,
      paramLabel = "KEY=VALUE",
      description = "All with this label; may be repeated.")
  private List<String> keepLabels = List.of();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Look only at snapshots of this machine.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Look only at snapshots of this path, as 'keepsake snapshots' shows it.")
  private Optional<String> path = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Look only at snapshots with this label; may be repeated.")
  private List<String> labels = List.of();

  @Option(
      names = "--group-by",
      paramLabel = "WORDS",
      split = ",",
      description =
          "Count in groups of the same host, paths, labels; 'none' for one group. host,paths"
              + " without it.")
  private List<String> groupBy = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Where days, weeks, months and years begin, such as Europe/Berlin; this machine's"
              + " without it.")
  private Optional<String> zone = Optional.empty();

  @Option(names = "--keep-last", paramLabel = "N", description = "The newest N.")
  void last(String text) {
    given.put("keep-last", text);
  }

  @Option(
      names = "--keep-hourly",
      paramLabel = "N",
      description = "The newest of each of the latest N hours that have one.")
  void hourly(String text) {
    given.put("keep-hourly", text);
  }

  @Option(names = "--keep-daily", paramLabel = "N", description = "The same of days.")
  void daily(String text) {
    given.put("keep-daily", text);
  }

  @Option(names = "--keep-weekly", paramLabel = "N", description = "The same of weeks.")
  void weekly(String text) {
    given.put("keep-weekly", text);
  }

  @Option(names = "--keep-monthly", paramLabel = "N", description = "The same of months.")
  void monthly(String text) {
    given.put("keep-monthly", text);
  }

  @Option(names = "--keep-yearly", paramLabel = "N", description = "The same of years.")
  void yearly(String text) {
    given.put("keep-yearly", text);
  }

  @Option(
      names = "--keep-within",
      paramLabel = "AGE",
      description = "All that are not older than the newest by more, such as 30d or 1y6m.")
  void within(String text) {
    given.put("keep-within", text);
  }

  @Option(
      names = "--keep-within-hourly",
      paramLabel = "AGE",
      description = "The newest of each hour among those; likewise for longer times.")
  void withinHourly(String text) {
    given.put("keep-within-hourly", text);
  }

  @Option(names = "--keep-within-daily", paramLabel = "AGE")
  void withinDaily(String text) {
    given.put("keep-within-daily", text);
  }

  @Option(names = "--keep-within-weekly", paramLabel = "AGE")
  void withinWeekly(String text) {
    given.put("keep-within-weekly", text);
  }

  @Option(names = "--keep-within-monthly", paramLabel = "AGE")
  void withinMonthly(String text) {
    given.put("keep-within-monthly", text);
  }

  @Option(names = "--keep-within-yearly", paramLabel = "AGE")
  void withinYearly(String text) {
    given.put("keep-within-yearly", text);
  }

  /** Whether anything of a policy was given. */
  boolean isGiven() {
    return hasRules()
        || host.isPresent()
        || path.isPresent()
        || zone.isPresent()
        || !labels.isEmpty()
        || !groupBy.isEmpty();
  }

  private boolean hasRules() {
    return !given.isEmpty() || !keepLabels.isEmpty();
  }

  /**
   * The policy that was given.
   *
   * @throws UsageException if it is none, or wrong
   */
  RetentionChoice choice() throws UsageException {
    if (!hasRules()) {
      throw UsageException.usage(
          "Say what to keep, such as --keep-daily 7; a policy without a rule keeps everything.");
    }
    List<KeepRule> rules = new ArrayList<>();
    for (Map.Entry<String, String> each : given.entrySet()) {
      rules.add(
          checked(
              "--" + each.getKey(),
              each.getValue(),
              () -> KeepWords.rule(each.getKey(), each.getValue())));
    }
    for (Map.Entry<String, String> label : labels(KeepWords.LABEL_OPTION, keepLabels)) {
      rules.add(new KeepRule.Labelled(label.getKey(), label.getValue()));
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    labels("--label", labels).forEach(label -> wanted.put(label.getKey(), label.getValue()));
    Set<GroupBy> grouping =
        groupBy.isEmpty()
            ? RetentionChoice.USUAL_GROUPING
            : checked("--group-by", String.join(",", groupBy), () -> KeepWords.grouping(groupBy));
    return new RetentionChoice(
        new Selection(host, path, wanted), grouping, new RetentionPolicy(rules, zone()));
  }

  private static List<Map.Entry<String, String>> labels(String option, List<String> texts)
      throws UsageException {
    List<Map.Entry<String, String>> labels = new ArrayList<>();
    for (String text : texts) {
      labels.add(checked(option, text, () -> KeepWords.label(text)));
    }
    return labels;
  }

  private ZoneId zone() throws UsageException {
    try {
      return zone.map(ZoneId::of).orElse(ZoneId.systemDefault());
    } catch (DateTimeException e) {
      throw UsageException.usage(
          "--zone takes the name of a time zone such as Europe/Berlin, not '%s'."
              .formatted(zone.orElse("")));
    }
  }

  /** A value that was read, or what is wrong with it. */
  @FunctionalInterface
  private interface Reading<T> {
    T value();
  }

  private static <T> T checked(String option, String text, Reading<T> reading)
      throws UsageException {
    try {
      return reading.value();
    } catch (IllegalArgumentException e) {
      throw UsageException.usage("%s %s: %s.".formatted(option, text, e.getMessage()));
    }
  }
}
