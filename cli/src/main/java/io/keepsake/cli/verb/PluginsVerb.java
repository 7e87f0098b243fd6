package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
  protected ExitCode run(Answer answer) throws IOException {
    List<String> names = names();
    names.forEach(answer::line);
    answer.document().ifPresent(json -> write(json, names));
    return ExitCode.DONE;
  }

  private static List<String> names() throws IOException {
    Path directory = Path.of(System.getProperty("keepsake.home", "."), "plugins");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).map(p -> p.getFileName() + "").sorted().toList();
    }
  }

  private static void write(JsonGenerator json, List<String> names) {
    json.writeArrayPropertyStart("plugins");
    for (String name : names) {
      json.writeStartObject();
      json.writeStringProperty("name", name);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
