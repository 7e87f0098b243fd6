package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.plugin.PluginDescription;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake plugins}: what is installed. */
@Command(name = "plugins", description = "List the installed plugins and what is wrong with any.")
public final class PluginsVerb extends Verb {

  /** The command for this shell. */
  public PluginsVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) {
    List<PluginDescription> plugins = Installation.plugins().descriptions();
    if (plugins.isEmpty()) {
      answer.line("no plugins");
    } else {
      table(plugins).lines().forEach(answer::line);
      for (PluginDescription plugin : plugins) {
        plugin.problem().ifPresent(problem -> answer.line(plugin.name() + ": " + problem));
      }
    }
    answer.document().ifPresent(json -> write(json, plugins));
    boolean usable = plugins.stream().allMatch(plugin -> plugin.problem().isEmpty());
    return usable ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static Table table(List<PluginDescription> plugins) {
    Table table = new Table("NAME", "VERSION", "SCHEMES", "SUITES", "SINKS", "STATE");
    for (PluginDescription plugin : plugins) {
      table.row(
          plugin.name(),
          plugin.version().orElse("-"),
          String.join(" ", plugin.schemes()),
          String.join(" ", plugin.suites()),
          String.join(" ", plugin.sinks()),
          plugin.problem().isEmpty() ? "usable" : "broken");
    }
    return table;
  }

  private static void write(JsonGenerator json, List<PluginDescription> plugins) {
    json.writeArrayPropertyStart("plugins");
    for (PluginDescription plugin : plugins) {
      json.writeStartObject();
      json.writeStringProperty("name", plugin.name());
      plugin.path().ifPresent(path -> json.writeStringProperty("path", path.toString()));
      plugin.module().ifPresent(module -> json.writeStringProperty("module", module));
      plugin.version().ifPresent(version -> json.writeStringProperty("version", version));
      JsonShapes.strings(json, "schemes", plugin.schemes());
      JsonShapes.strings(json, "suites", plugin.suites());
      JsonShapes.strings(json, "sinks", plugin.sinks());
      plugin.problem().ifPresent(problem -> json.writeStringProperty("problem", problem));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
