package io.keepsake.cli.config;

import io.keepsake.cli.secret.SecretName;
import io.keepsake.cli.secret.SecretReferences;
import io.keepsake.cli.shell.PrivateFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of an entry that are not the program's own: options of a plugin. */
final class PluginOptions {

  private static final String FILE = "-file";

  private final Section section;
  private final Problems problems;
  private final PlainSecrets plain;
  private final Predicate<String> secret;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Those of an entry.
   *
   * @param plain whether a secret may stand there
   * @param secret tells which options hold secrets, by their names
   */
  PluginOptions(Section section, Problems problems, PlainSecrets plain, Predicate<String> secret) {
    this.section = section;
    this.problems = problems;
    this.plain = plain;
    this.secret = secret;
  }

  /** The options by name; notes what none can be. */
  Map<String, String> read() {
    Map<String, String> options = new TreeMap<>();
    section
        .others()
        .forEach(
            (key, value) -> {
              if (value instanceof ScalarNode scalar) {
                options.put(key, scalar.getValue());
                check(key, scalar);
              } else {
                problems.add(value, section.path(key), "an option is a single value");
              }
            });
    return options;
  }

  /** What is allowed but unwise. */
  List<String> warnings() {
    return warnings;
  }

  private void check(String key, ScalarNode value) {
    if (SecretReferences.isOne(key)) {
      if (SecretName.of(value.getValue().strip()).isEmpty()) {
        // What is there may be the secret itself.
        problems.add(
            value,
            section.path(key),
            "no name of a stored secret",
            "the name that 'keepsake secrets set' was given: " + SecretName.RULE);
      }
    } else if (key.endsWith(FILE) && secret.test(key.substring(0, key.length() - FILE.length()))) {
      openness(value.getValue().strip())
          .ifPresent(open -> warnings.add(section.path(key) + ": " + open));
    } else if (secret.test(key)) {
      switch (plain) {
        case REFUSED -> refuse(key, value);
        case UNUSED ->
            warnings.add(
                "%s looks like a secret in plain text, which 'agent', 'alerts test' and 'config check' refuse; store it with 'keepsake secrets set NAME' and give that name as '%s-secret'."
                    .formatted(section.path(key), key));
        case ALLOWED ->
            warnings.add(
                section.path(key)
                    + " looks like a secret in plain text; whoever can read the file can use it.");
      }
    }
  }

  /** What to warn of where others may read the file that a secret is in. */
  private static Optional<String> openness(String file) {
    try {
      return PrivateFile.openness(
          file.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), file.substring(2))
              : Path.of(file));
    } catch (InvalidPathException e) {
      return Optional.empty(); // who reads it tells that
    }
  }

  private void refuse(String key, Node value) {
    problems.add(
        value,
        section.path(key),
        "what looks like a secret in plain text",
        ("store it with 'keepsake secrets set NAME' and give that name as '%s-secret', or say where"
                + " it is with '%s-file' or '%s-env'; '%s: true' in the section 'vault' allows it")
            .formatted(key, key, key, PlainSecrets.KEY));
  }
}
