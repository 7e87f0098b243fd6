package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No more is loaded than must be. A plugin here tells that it was loaded by failing. */
class PluginSelectionTest {

  @TempDir private Path scratch;

  private Path directory = Path.of("");

  @BeforeEach
  void directory() {
    directory = scratch.resolve("plugins");
  }

  private void works(String name, String scheme) throws IOException {
    new PluginWorkshop(scratch)
        .jar(
            directory.resolve(name).resolve("plugin.jar"),
            Sources.module(name),
            Sources.provider(name, scheme));
  }

  /** A plugin that lists these schemes in its manifest. */
  private void fails(String name, String... schemes) throws IOException {
    PluginWorkshop workshop = new PluginWorkshop(scratch);
    if (schemes.length > 0) {
      workshop.attribute("Keepsake-Schemes", String.join("", schemes));
    }
    workshop.jar(
        directory.resolve(name).resolve("plugin.jar"),
        Sources.module(name),
        Sources.provider(name, "none", "\"\"", "int bad = 1 / (int) Math.sin(0);"));
  }

  private static List<String> named(Plugins plugins) {
    return plugins.problems().stream().map(PluginProblem::plugin).toList();
  }

  @Test
  void aPluginThatListsOtherSchemesIsPassedOver() throws IOException {
    fails("a", "s3, s3a");
    works("b", "file");
    Plugins plugins = Plugins.load(directory);

    assertTrue(plugins.storage("file").isPresent());

    assertEquals(List.of(), named(plugins));
  }

  @Test
  void aPluginThatListsTheSchemeIsLoaded() throws IOException {
    fails("commas", "s3,file");
    fails("blanks", "s3 file  gs");
    Plugins plugins = Plugins.load(directory);

    assertTrue(plugins.storage("file").isEmpty());

    assertEquals(List.of("blanks", "commas"), named(plugins));
  }

  @Test
  void aPluginThatListsNothingIsLoaded() throws IOException {
    fails("a");
    works("b", "file");
    Plugins plugins = Plugins.load(directory);

    assertTrue(plugins.storage("file").isPresent());

    assertEquals(List.of("a"), named(plugins));
  }

  @Test
  void theSearchEndsWithTheFirstThatHasIt() throws IOException {
    works("a", "file");
    fails("b");
    Files.createDirectories(directory.resolve("c"));
    Files.writeString(directory.resolve("c/corrupt.jar"), "");
    Plugins plugins = Plugins.load(directory);

    assertTrue(plugins.storage("file").isPresent());
    assertEquals(List.of(), named(plugins));

    assertEquals(3, plugins.descriptions().size());
    assertEquals(List.of("b", "c"), named(plugins));
  }

  @Test
  void aPluginForAnotherServiceIsNotLoaded() throws IOException {
    fails("a");
    Plugins plugins = Plugins.load(directory);

    assertTrue(plugins.crypto("any").isEmpty());

    assertEquals(List.of(), named(plugins));
  }

  @Test
  void nothingIsReadBeforeTheFirstQuestion() throws IOException {
    Plugins plugins = Plugins.load(directory);

    works("late", "file");

    assertTrue(plugins.storage("file").isPresent());
  }
}
