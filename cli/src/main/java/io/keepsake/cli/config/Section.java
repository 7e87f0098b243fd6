package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.core.spi.options.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a vault file whose keys are words. What is read of it has to be declared, as the
 * shape that it is read as: to ask for anything else is a mistake of this program, an {@link
 * IllegalArgumentException}. So what is declared is what is read, and a schema can be made of it.
 */
final class Section {

  private final String path;
  private final Node node;
  private final Keys keys;
  private final Problems problems;
  private final SequencedMap<String, NodeTuple> entries = new LinkedHashMap<>();

  private Section(String path, Node node, Keys keys, Problems problems) {
    this.path = path;
    this.node = node;
    this.keys = keys;
    this.problems = problems;
  }

  /** Reads a node as a mapping; where it is none, notes that and gives an empty section. */
  static Section of(Node node, String path, Keys keys, Problems problems) {
    Section section = new Section(path, node, keys, problems);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(section::add);
    } else {
      problems.add(node, path, "'key: value' pairs are expected here");
    }
    return section;
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(tuple.getKeyNode(), path, "a key is a word");
    } else if (entries.containsKey(key.getValue())) {
      problems.add(key, path(key.getValue()), "the key twice", "keep one of them");
    } else {
      entries.put(key.getValue(), tuple);
    }
  }

  /** The path of a key in this section. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Node node() {
    return node;
  }

  Optional<Node> value(String key) {
    requireDeclared(key, Shape.class);
    return found(key);
  }

  private Optional<Node> found(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  private void requireDeclared(String key, Class<? extends Shape> kind) {
    if (keys.shape(key).filter(shape -> shape.is(kind)).isEmpty()) {
      throw new IllegalArgumentException(
          "Not declared as %s: %s".formatted(kind.getSimpleName(), path(key)));
    }
  }

  /** A single value that is not empty; notes anything else. */
  Optional<ScalarNode> scalar(String key) {
    if (keys.shape(key).filter(shape -> shape.is(Shape.Words.class)).isEmpty()) {
      requireDeclared(key, Shape.Text.class);
    }
    return single(key);
  }

  /** A single value of any kind, to be written over. */
  Optional<ScalarNode> entry(String key) {
    requireDeclared(key, Shape.class);
    return single(key);
  }

  private Optional<ScalarNode> single(String key) {
    Optional<Node> value = found(key);
    if (value.isPresent()
        && !(value.get() instanceof ScalarNode scalar && !scalar.getValue().isEmpty())) {
      problems.add(value.get(), path(key), "a single value is expected");
      return Optional.empty();
    }
    return value.map(ScalarNode.class::cast);
  }

  /** A single value that has to be there. */
  Optional<ScalarNode> required(String key, String right) {
    if (found(key).isEmpty()) {
      problems.add(node, path(key), "no '" + key + "'", right);
    }
    return scalar(key);
  }

  /** A whole number from 1; notes anything else. */
  Optional<Integer> count(String key) {
    requireDeclared(key, Shape.Count.class);
    Optional<ScalarNode> scalar = single(key);
    try {
      Optional<Integer> number = scalar.map(s -> Integer.valueOf(s.getValue()));
      if (number.isEmpty() || number.get() >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problems.add(scalar.orElseThrow(), path(key), "a whole number of 1 or more is expected");
    return Optional.empty();
  }

  /** A whole number, which may be negative; notes anything else. */
  Optional<Integer> integer(String key) {
    requireDeclared(key, Shape.Whole.class);
    Optional<ScalarNode> scalar = single(key);
    if (scalar.isPresent() && !scalar.get().getValue().matches(Shape.Whole.PATTERN)) {
      problems.add(scalar.get(), path(key), "a whole number of at most nine digits is expected");
      return Optional.empty();
    }
    return scalar.map(node -> Integer.valueOf(node.getValue()));
  }

  /** A number of 0 or more, with or without a fraction; notes anything else. */
  Optional<Double> weight(String key) {
    requireDeclared(key, Shape.Weight.class);
    Optional<ScalarNode> scalar = single(key);
    if (scalar.isPresent() && !scalar.get().getValue().matches(Shape.Weight.PATTERN)) {
      problems.add(
          scalar.get(), path(key), "a number of 0 or more, such as 1 or 0.023, is expected");
      return Optional.empty();
    }
    return scalar.map(node -> Double.valueOf(node.getValue()));
  }

  /** A time of more than nothing, such as {@code 90s} or {@code 12h}; notes anything else. */
  Optional<Duration> duration(String key) {
    requireDeclared(key, Shape.Time.class);
    Optional<ScalarNode> scalar = single(key);
    Optional<Duration> time = scalar.flatMap(node -> Times.parse(node.getValue()));
    if (scalar.isPresent() && time.isEmpty()) {
      problems.add(
          scalar.get(), path(key), "a time such as 30s, 15m, 12h or 7d is expected, of 1s or more");
    }
    return time;
  }

  /** A single value, or a list of them; notes anything else. */
  List<ScalarNode> scalars(String key) {
    requireDeclared(key, Shape.Texts.class);
    Optional<Node> value = found(key);
    if (value.isPresent() && value.get() instanceof SequenceNode list) {
      List<ScalarNode> all = new ArrayList<>();
      for (Node each : list.getValue()) {
        if (each instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
          all.add(scalar);
        } else {
          problems.add(each, path(key), "single values are expected in this list");
        }
      }
      return all;
    }
    return single(key).stream().toList();
  }

  /** The same as texts. */
  List<String> texts(String key) {
    return scalars(key).stream().map(ScalarNode::getValue).toList();
  }

  /** The entries of a list; notes anything else. */
  List<Node> entries(String key, String right) {
    requireDeclared(key, Shape.Parts.class);
    Optional<Node> value = found(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof SequenceNode list) {
      return list.getValue();
    }
    problems.add(value.get(), path(key), right);
    return List.of();
  }

  /** All single values by their keys; notes anything else. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    entries.keySet().forEach(key -> single(key).ifPresent(s -> texts.put(key, s.getValue())));
    return texts;
  }

  /** Yes or no; notes anything else. */
  boolean flag(String key) {
    requireDeclared(key, Shape.Flag.class);
    Optional<ScalarNode> scalar = single(key);
    if (scalar.isPresent() && !scalar.get().getValue().matches("true|false")) {
      problems.add(scalar.get(), path(key), "true or false is expected");
    }
    return scalar.map(ScalarNode::getValue).filter("true"::equals).isPresent();
  }

  /** Notes that a value is wrong. */
  void wrong(String key, String right) {
    problems.add(found(key).orElse(node), path(key), right);
  }

  /** Notes every key that is not declared. */
  void requireKnown() {
    List<String> known = keys.names();
    entries.forEach(
        (key, tuple) -> {
          if (!known.contains(key)) {
            unknown(key, tuple, known);
          }
        });
  }

  /** Notes keys that look like a declared one, mistyped; returns the others with their values. */
  Map<String, Node> others() {
    List<String> known = keys.names();
    Map<String, Node> others = new LinkedHashMap<>();
    entries.forEach(
        (key, tuple) -> {
          if (known.contains(key)) {
            return;
          }
          boolean mistyped = known.stream().anyMatch(word -> Spelling.distance(word, key) == 1);
          if (mistyped) {
            unknown(key, tuple, known);
          } else {
            others.put(key, tuple.getValueNode());
          }
        });
    return others;
  }

  private void unknown(String key, NodeTuple tuple, Collection<String> known) {
    String right =
        Spelling.near(known, key)
            .map(word -> "did you mean '" + word + "'?")
            .orElse("known here: " + String.join(", ", known));
    problems.add(tuple.getKeyNode(), path(key), "the unknown key " + Problems.quote(key), right);
  }
}
