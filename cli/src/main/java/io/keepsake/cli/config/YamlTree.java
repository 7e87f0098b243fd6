package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a YAML file as nodes, which know their lines. No objects are made of it. */
final class YamlTree {

  private YamlTree() {}

  /**
   * The root of the one document in the file; empty, with a problem noted, if it is not YAML.
   *
   * @throws UsageException if it cannot be read at all
   */
  static Optional<Node> read(Path file, Problems problems) throws UsageException {
    try (InputStream in = Files.newInputStream(file)) {
      return root(settings -> new StreamReader(settings, new YamlUnicodeReader(in)), problems);
    } catch (NoSuchFileException e) {
      throw UsageException.configuration("There is no vault file " + file + ".");
    } catch (IOException e) {
      throw UsageException.configuration(
          "The vault file %s cannot be read: %s.".formatted(file, e.getMessage()));
    }
  }

  /** As {@link #read}, of a file with that text. */
  static Optional<Node> of(String text, Problems problems) {
    return root(settings -> new StreamReader(settings, text), problems);
  }

  private static Optional<Node> root(Function<LoadSettings, StreamReader> text, Problems problems) {
    try {
      LoadSettings settings = LoadSettings.builder().build();
      Optional<Node> root =
          new Composer(settings, new ShallowParser(new ParserImpl(settings, text.apply(settings))))
              .getSingleNode();
      if (root.isEmpty()) {
        problems.add(1, "nothing", "'providers:' with at least one entry is expected");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems.add(line, "no valid YAML", String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      String message = String.valueOf(e.getMessage());
      problems.add(1, "no valid YAML", message.lines().findFirst().orElse(message));
    }
    return Optional.empty();
  }
}
