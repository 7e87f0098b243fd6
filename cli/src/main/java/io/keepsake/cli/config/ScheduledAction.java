package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobVerb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a schedule does: one of {@code backup}, {@code verify}, {@code repair}, {@code drill},
 * {@code forget}, {@code prune}.
 */
final class ScheduledAction {

  private static final String BACKUP = "backup";
  private static final String VERIFY = "verify";
  private static final String REPAIR = "repair";
  private static final String DRILL = "drill";
  private static final String FORGET = "forget";
  private static final String PRUNE = "prune";
  private static final List<String> VERBS = List.of(BACKUP, VERIFY, REPAIR, DRILL, FORGET, PRUNE);
  private static final String EXCLUDE = "exclude";
  private static final String LABELS = "labels";
  private static final String ONE_FILE_SYSTEM = "one-file-system";
  private static final String PERCENT = "percent";
  private static final String SAMPLE = "sample";
  private static final String FENCE_AFTER = "fence-after";
  private static final String MAX_UNUSED = "max-unused";

  private static final String PERCENT_PATTERN = "[0-9]{1,3}(\\.[0-9]{1,3})? ?%?";
  private static final String SAMPLE_PATTERN = "[1-9][0-9]{0,8} ?(KiB|MiB|GiB)";

  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          BACKUP, List.of(EXCLUDE, LABELS, ONE_FILE_SYSTEM),
          VERIFY, List.of(PERCENT),
          REPAIR, List.of(),
          DRILL, List.of(SAMPLE),
          FORGET, List.of(),
          PRUNE, List.of(FENCE_AFTER, MAX_UNUSED));

  static final Keys KEYS = keys();

  private static Keys keys() {
    Keys keys =
        Keys.of()
            .with(BACKUP, new Shape.Texts(Shape.Text.ANY), "Paths to back up.")
            .with(VERIFY, words("structure", "data"), "Verify the vault, so deep.")
            .with(REPAIR, words("listing", "checksum", "data"), "Repair the vault, so deep.")
            .with(
                DRILL, new Shape.Texts(Shape.Text.ANY), "Restore without providers: each, or ids.")
            .with(FORGET, words("policy"), "Forget snapshots by 'retention'.")
            .with(EXCLUDE, new Shape.Texts(Shape.Text.ANY), "Patterns of what is left out.")
            .with(LABELS, new Shape.Labels(), "Labels of the snapshots.")
            .with(ONE_FILE_SYSTEM, new Shape.Flag(), "Stay on the file system of each path.")
            .with(PERCENT, new Shape.Count(), "How much of the data is verified.")
            .with(SAMPLE, new Shape.Text(SAMPLE_PATTERN), "How much is restored, such as 256MiB.")
            .with(PRUNE, words("unneeded"), "Delete what no snapshot needs.")
            .with(FENCE_AFTER, new Shape.Time(), "End sessions that began longer ago.")
            .with(MAX_UNUSED, new Shape.Text(PERCENT_PATTERN), "How much of packs may be unused.")
            .choosing(VERBS);
    for (Map.Entry<String, List<String>> verb : OPTIONS.entrySet()) {
      keys = keys.beside(verb.getKey(), verb.getValue());
    }
    return keys;
  }

  private static Shape words(String... words) {
    return new Shape.Words(List.of(words));
  }

  private final Section section;
  private final Path base;
  private final Set<String> providers;
  private final Problems problems;

  ScheduledAction(Section section, Path base, Set<String> providers, Problems problems) {
    this.section = section;
    this.base = base;
    this.providers = providers;
    this.problems = problems;
  }

  /** What it says, if it says it rightly. */
  Optional<JobAction> read() {
    List<String> given = VERBS.stream().filter(verb -> section.value(verb).isPresent()).toList();
    if (given.size() != 1) {
      problems.add(
          section.node(),
          section.path(""),
          given.isEmpty() ? "nothing to do" : String.join(" and ", given),
          "one of backup, verify, repair, drill, forget and prune is expected");
      return Optional.empty();
    }
    String verb = given.getFirst();
    OPTIONS.forEach(
        (other, options) -> {
          if (!other.equals(verb)) {
            options.stream()
                .filter(option -> section.value(option).isPresent())
                .forEach(option -> section.wrong(option, "it goes with " + other));
          }
        });
    return switch (verb) {
      case BACKUP -> backup();
      case VERIFY -> verify();
      case REPAIR ->
          word(REPAIR, "listing", List.of("checksum", "data"))
              .map(depth -> with(JobVerb.REPAIR, depth));
      case FORGET -> forget();
      case PRUNE -> prune();
      default -> drill();
    };
  }

  private Optional<JobAction> backup() {
    List<String> paths =
        section.texts(BACKUP).stream()
            .map(path -> base.resolve(path).normalize().toString())
            .toList();
    if (paths.isEmpty()) {
      section.wrong(BACKUP, "one or more paths are expected");
      return Optional.empty();
    }
    JobAction action = JobAction.backup(paths);
    List<String> excludes = section.texts(EXCLUDE);
    if (!excludes.isEmpty()) {
      action = action.with(EXCLUDE, excludes.toArray(String[]::new));
    }
    Optional<Node> labels = section.value(LABELS);
    if (labels.isPresent()) {
      Map<String, String> texts =
          Section.of(labels.get(), section.path(LABELS), Keys.ANY, problems).texts();
      for (Map.Entry<String, String> label : texts.entrySet()) {
        action = action.with("label", label.getKey() + "=" + label.getValue());
      }
    }
    return Optional.of(section.flag(ONE_FILE_SYSTEM) ? action.with(ONE_FILE_SYSTEM) : action);
  }

  private Optional<JobAction> verify() {
    Optional<String> depth = word(VERIFY, "structure", List.of("data"));
    Optional<Integer> percent = section.count(PERCENT);
    if (percent.isPresent() && (percent.get() > 100 || !depth.equals(Optional.of("data")))) {
      section.wrong(PERCENT, "1 to 100 is expected, and it goes with 'verify: data'");
      return Optional.empty();
    }
    return depth
        .map(found -> with(JobVerb.VERIFY, found))
        .map(action -> percent.map(p -> action.with(PERCENT, p.toString())).orElse(action));
  }

  /** How deep: the shallow word is the least, and no option of the action. */
  private Optional<String> word(String verb, String shallow, List<String> deeper) {
    Optional<String> word =
        section
            .scalar(verb)
            .map(ScalarNode::getValue)
            .filter(given -> given.equals(shallow) || deeper.contains(given));
    if (word.isEmpty()) {
      section.wrong(
          verb, "'%s' or '%s' is expected".formatted(shallow, String.join("' or '", deeper)));
    }
    return word.map(given -> given.equals(shallow) ? "" : given);
  }

  private static JobAction with(JobVerb verb, String depth) {
    return depth.isEmpty() ? JobAction.of(verb) : JobAction.of(verb).with(depth);
  }

  private Optional<JobAction> forget() {
    if (section.scalar(FORGET).map(ScalarNode::getValue).filter("policy"::equals).isEmpty()) {
      section.wrong(FORGET, "'policy' is expected: what is kept is said under 'retention'");
      return Optional.empty();
    }
    return Optional.of(JobAction.of(JobVerb.FORGET));
  }

  private Optional<JobAction> prune() {
    if (section.scalar(PRUNE).map(ScalarNode::getValue).filter("unneeded"::equals).isEmpty()) {
      section.wrong(PRUNE, "'unneeded' is expected: what no snapshot needs is deleted");
      return Optional.empty();
    }
    JobAction action = JobAction.of(JobVerb.PRUNE);
    Optional<Duration> age = section.duration(FENCE_AFTER);
    if (age.isPresent()) {
      action = action.with(FENCE_AFTER, age.get().toString());
    }
    Optional<String> unused = section.scalar(MAX_UNUSED).map(ScalarNode::getValue);
    if (unused.isPresent()) {
      Optional<Double> percent = Percent.parse(unused.get());
      if (percent.isEmpty()) {
        section.wrong(MAX_UNUSED, "0% to 100% is expected");
        return Optional.empty();
      }
      action = action.with(MAX_UNUSED, percent.get().toString());
    }
    return Optional.of(action);
  }

  private Optional<JobAction> drill() {
    List<String> without = section.texts(DRILL);
    JobAction action = JobAction.of(JobVerb.DRILL);
    boolean each = without.equals(List.of("each"));
    if (!each && (without.isEmpty() || !providers.containsAll(without))) {
      section.wrong(
          DRILL,
          "'each', or ids of the providers to do without, are expected: "
              + String.join(", ", providers));
      return Optional.empty();
    }
    if (!each) {
      action = action.with("without", without.toArray(String[]::new));
    }
    Optional<String> sample = section.scalar(SAMPLE).map(ScalarNode::getValue);
    if (sample.isPresent() && !sample.get().matches(SAMPLE_PATTERN)) {
      section.wrong(SAMPLE, "a size such as 256MiB is expected");
      return Optional.empty();
    }
    return Optional.of(sample.isPresent() ? action.with(SAMPLE, sample.get()) : action);
  }
}
