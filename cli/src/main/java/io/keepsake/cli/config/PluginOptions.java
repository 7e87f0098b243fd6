package io.keepsake.cli.config;

import io.keepsake.cli.secret.SecretName;
import io.keepsake.cli.secret.SecretReferences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The keys of an entry that are not the program's own: options of a plugin. */
final class PluginOptions {

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
  Map<String, String> read(Collection<String> own) {
    Map<String, String> options = new TreeMap<>();
    section
        .others(own)
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
    } else if (secret.test(key) && plain == PlainSecrets.ALLOWED) {
      warnings.add(
          section.path(key)
              + " looks like a secret in plain text; whoever can read the file can use it.");
    } else if (secret.test(key)) {
      refuse(key, value);
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
