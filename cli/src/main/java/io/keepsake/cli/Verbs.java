package io.keepsake.cli;

import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.verb.PluginsVerb;
import io.keepsake.cli.verb.Verb;
import java.util.List;
import java.util.Optional;

/** All commands by name. A class is loaded only when its command is asked for. */
final class Verbs {

  /** In the order of the help page. */
  static final List<String> NAMES = List.of("plugins");

  private Verbs() {}

  static Optional<Verb> named(String name, Shell shell) {
    return Optional.ofNullable(
        switch (name) {
          case "plugins" -> new PluginsVerb(shell);
          default -> null;
        });
  }
}
