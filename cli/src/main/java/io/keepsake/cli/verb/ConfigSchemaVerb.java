package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFileSchema;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.JsonText;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.plugin.PluginDescription;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.options.OptionNames;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code keepsake config schema}: a JSON Schema of vault files, for editors. */
@Command(
    name = "schema",
    description = {
      "Print a JSON Schema of vault files, with the options of the plugins that are installed.",
      "An editor that has it completes keys, explains them and marks what is wrong."
    })
public final class ConfigSchemaVerb extends Verb {

  /** The command for this shell. */
  public ConfigSchemaVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) {
    String schema = schema(Installation.plugins());
    schema.lines().forEach(answer::line);
    answer.document().ifPresent(json -> json.writeStringProperty("schema", schema));
    return ExitCode.DONE;
  }

  private static String schema(Plugins plugins) {
    SortedMap<String, OptionNames> stores = new TreeMap<>();
    SortedMap<String, OptionNames> sinks = new TreeMap<>();
    for (PluginDescription plugin : plugins.descriptions()) {
      for (String scheme : plugin.schemes()) {
        plugins
            .storage(scheme)
            .flatMap(provider -> provider.options())
            .ifPresent(names -> stores.put(scheme, names));
      }
      for (String type : plugin.sinks()) {
        plugins
            .sink(type)
            .flatMap(provider -> provider.options(type))
            .ifPresent(names -> sinks.put(type, names));
      }
    }
    return JsonText.of(VaultFileSchema.of(stores, sinks));
  }
}
