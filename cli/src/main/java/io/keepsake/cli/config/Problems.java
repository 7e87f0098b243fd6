package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects the mistakes of one file, so that all are told at once. */
final class Problems {

  private static final int LONGEST_VALUE = 60;

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void add(Node node, String path, String right) {
    add(node, path, describe(node), right);
  }

  void add(Node node, String path, String found, String right) {
    problems.add(new Problem(line(node), path, found, right));
  }

  void add(int line, String found, String right) {
    problems.add(new Problem(line, "", found, right));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All of it as one message. */
  UsageException exception() {
    List<Problem> sorted = problems.stream().sorted().toList();
    if (sorted.size() == 1) {
      return UsageException.configuration(file + ", " + sorted.getFirst() + ".");
    }
    StringBuilder text = new StringBuilder();
    text.append(sorted.size()).append(" problems in ").append(file).append(':');
    sorted.forEach(problem -> text.append("\n  ").append(problem));
    return UsageException.configuration(text.toString());
  }

  /** What is there, for people. */
  static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.getValue().isEmpty() -> "nothing";
      case ScalarNode scalar -> quote(scalar.getValue());
      case MappingNode mapping -> "a mapping of " + mapping.getValue().size();
      default -> "a list";
    };
  }

  static String quote(String value) {
    String shown =
        value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    return "'" + shown + "'";
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
