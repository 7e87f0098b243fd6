package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.core.retention.GroupBy;
import io.keepsake.core.retention.KeepRule;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPolicy;
import io.keepsake.core.retention.Selection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The section {@code retention}: a policy, or a list of policies for different snapshots. */
final class RetentionSection {

  static final String NAME = "retention";

  private static final String HOST = "host";
  private static final String PATH = "path";
  private static final String LABEL = "label";
  private static final String GROUP_BY = "group-by";
  private static final String ZONE = "zone";

  static final Keys KEYS = keys();

  /** What the section may be. */
  static final Shape SHAPE =
      new Shape.Either(new Shape.Part(() -> KEYS), new Shape.Parts(() -> KEYS, 0));

  private static Keys keys() {
    Keys keys = Keys.of();
    for (String rule : KeepWords.KEYS) {
      keys = keys.with(rule, new Shape.Text(KeepWords.pattern(rule)), KeepWords.meaning(rule));
    }
    return keys.with(
            KeepWords.LABEL,
            new Shape.Texts(new Shape.Text(KeepWords.LABEL_PATTERN)),
            "Snapshots with such a label, KEY=VALUE, are kept.")
        .with(HOST, Shape.Text.ANY, "Only for snapshots of this machine.")
        .with(PATH, Shape.Text.ANY, "Only for snapshots of this path.")
        .with(
            LABEL,
            new Shape.Texts(new Shape.Text(KeepWords.LABEL_PATTERN)),
            "Only for snapshots with all of these labels, each KEY=VALUE.")
        .with(
            GROUP_BY,
            new Shape.Texts(new Shape.Words(KeepWords.groupingWords())),
            "What snapshots of a group have in common; the rules count in each group.")
        .with(ZONE, Shape.Text.ANY, "Where days begin, such as Europe/Berlin.");
  }

  private final Section section;

  private RetentionSection(Node node, String path, Problems problems) {
    this.section = Section.of(node, path, KEYS, problems);
  }

  /** All policies of the section. Of use only if no problem was noted. */
  static List<RetentionChoice> read(Node node, Problems problems) {
    if (!(node instanceof SequenceNode list)) {
      return List.of(new RetentionSection(node, NAME, problems).read());
    }
    List<RetentionChoice> choices = new ArrayList<>();
    for (int i = 0; i < list.getValue().size(); i++) {
      String path = "%s[%d]".formatted(NAME, i + 1);
      choices.add(new RetentionSection(list.getValue().get(i), path, problems).read());
    }
    return choices;
  }

  private RetentionChoice read() {
    section.requireKnown();
    List<KeepRule> rules = new ArrayList<>();
    for (String key : KeepWords.KEYS) {
      section.scalar(key).flatMap(node -> rule(key, node)).ifPresent(rules::add);
    }
    labels(KeepWords.LABEL)
        .forEach(label -> rules.add(new KeepRule.Labelled(label.getKey(), label.getValue())));
    Map<String, String> labels = new HashMap<>();
    labels(LABEL).forEach(label -> labels.put(label.getKey(), label.getValue()));
    Selection selection = new Selection(text(HOST), text(PATH), labels);
    return new RetentionChoice(selection, grouping(), new RetentionPolicy(rules, zone()));
  }

  private Optional<KeepRule> rule(String key, ScalarNode node) {
    try {
      return Optional.of(KeepWords.rule(key, node.getValue()));
    } catch (IllegalArgumentException e) {
      section.wrong(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<Map.Entry<String, String>> labels(String key) {
    List<Map.Entry<String, String>> labels = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        labels.add(KeepWords.label(text));
      } catch (IllegalArgumentException e) {
        section.wrong(key, String.valueOf(e.getMessage()));
      }
    }
    return labels;
  }

  private Optional<String> text(String key) {
    return section.scalar(key).map(ScalarNode::getValue);
  }

  private Set<GroupBy> grouping() {
    if (section.value(GROUP_BY).isEmpty()) {
      return RetentionChoice.USUAL_GROUPING;
    }
    try {
      return KeepWords.grouping(section.texts(GROUP_BY));
    } catch (IllegalArgumentException e) {
      section.wrong(GROUP_BY, String.valueOf(e.getMessage()));
      return RetentionChoice.USUAL_GROUPING;
    }
  }

  private ZoneId zone() {
    try {
      return text(ZONE).map(ZoneId::of).orElse(ZoneId.systemDefault());
    } catch (DateTimeException e) {
      section.wrong(ZONE, "the name of a time zone such as Europe/Berlin is expected");
      return ZoneId.systemDefault();
    }
  }
}
