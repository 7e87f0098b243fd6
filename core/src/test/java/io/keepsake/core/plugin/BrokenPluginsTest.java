package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is broken is named with the cause, and the one behind it loads. */
class BrokenPluginsTest {

  @TempDir private Path scratch;

  private Path broken = Path.of("");

  @BeforeEach
  void pluginThatWorks() throws IOException {
    broken = scratch.resolve("plugins/broken");
    workshop()
        .jar(
            scratch.resolve("plugins/works/works.jar"),
            Sources.module("works"),
            Sources.provider("works", "good"));
  }

  private PluginWorkshop workshop() {
    return new PluginWorkshop(scratch);
  }

  /** Asks for the plugin that works, behind the broken one, and returns what is wrong. */
  private String problem(String... causes) {
    Plugins plugins = Plugins.load(scratch.resolve("plugins"));
    assertTrue(plugins.storage("good").isPresent(), "the other plugin loads");
    List<PluginProblem> problems = plugins.problems();
    assertEquals(List.of("broken"), problems.stream().map(PluginProblem::plugin).toList());
    String problem = problems.getFirst().problem();
    for (String cause : causes) {
      assertTrue(problem.contains(cause), () -> "'" + cause + "' in: " + problem);
    }
    List<Optional<String>> told =
        plugins.descriptions().stream().map(PluginDescription::problem).toList();
    assertEquals(List.of(Optional.of(problem), Optional.empty()), told);
    assertEquals(1, plugins.problems().size(), "told once");
    return problem;
  }

  @Test
  void missingModule() throws IOException {
    Path library =
        workshop()
            .jar(
                scratch.resolve("elsewhere/library.jar"),
                "module library { exports library; }",
                Sources.library("library", ""));
    workshop()
        .with(library)
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken", "requires library;"),
            Sources.provider("broken", "x"));

    problem("Module library not found, required by broken", "Install the plugin anew");
  }

  @Test
  void splitPackage() throws IOException {
    for (String name : List.of("left", "right")) {
      workshop()
          .jar(
              broken.resolve(name + ".jar"),
              "module " + name + " { exports library; }",
              Sources.library("library", name));
    }
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken"),
            Sources.provider("broken", "x"));

    problem("Package library is in both module left and module right");
  }

  @Test
  void twoVersionsOfOneModuleInOneDirectory() throws IOException {
    for (String name : List.of("old", "new")) {
      workshop()
          .jar(
              broken.resolve(name + ".jar"),
              Sources.module("broken"),
              Sources.provider("broken", "x"));
    }

    problem("Two versions of module broken");
  }

  @Test
  void corruptJar() throws IOException {
    Files.createDirectories(broken);
    Files.writeString(broken.resolve("plugin.jar"), "this is no jar");

    problem("plugin.jar");
  }

  @Test
  void jarCutShort() throws IOException {
    Path jar =
        workshop()
            .jar(
                broken.resolve("plugin.jar"),
                Sources.module("broken"),
                Sources.provider("broken", "x"));
    byte[] whole = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));

    problem("plugin.jar");
  }

  @Test
  void otherVersionOfTheInterface() throws IOException {
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken"),
            Sources.provider("broken", "x").replace("return SPI_VERSION", "return 7"));

    assertEquals(
        "Its provider broken.Provider was built for version 7 of the storage interface, and this "
            + "Keepsake has version 1: install the plugin's release for this Keepsake, or remove "
            + "the plugin",
        problem());
  }

  @Test
  void constructorThatThrows() throws IOException {
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken"),
            Sources.provider(
                "broken",
                "x",
                "\"\"",
                "public Provider() { throw new IllegalStateException(\"no good\"); }"));

    problem("broken.Provider", "IllegalStateException: no good");
  }

  @Test
  void initializerThatThrows() throws IOException {
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken"),
            Sources.provider(
                "broken", "x", "\"\"", "static final int BAD = 1 / (int) Math.sin(0);"));

    problem("broken.Provider", "ArithmeticException: / by zero");
  }

  /** Compiled against a library that has more than the one it comes with. */
  private void shipWithPoorerLibrary(String provider) throws IOException {
    String module = "module library { exports library; }";
    Path rich =
        workshop()
            .jar(
                scratch.resolve("elsewhere/library.jar"),
                module,
                Sources.library("library", ""),
                Sources.library("library", "").replace("class Library", "class More"));
    workshop()
        .with(rich)
        .jar(broken.resolve("plugin.jar"), Sources.module("broken", "requires library;"), provider);
    workshop().jar(broken.resolve("library.jar"), module, Sources.library("library", ""));
  }

  @Test
  void classMissingWhenTheProviderStarts() throws IOException {
    shipWithPoorerLibrary(
        Sources.provider("broken", "x", "\"\"", "final String more = library.More.text();"));

    problem("broken.Provider", "NoClassDefFoundError: library/More");
  }

  @Test
  void classMissingWhenTheProviderIsLoaded() throws IOException {
    shipWithPoorerLibrary(
        Sources.provider("broken", "x").replace("implements", "extends library.More implements"));

    problem("broken.Provider", "NoClassDefFoundError: library/More");
  }

  @Test
  void methodsThatThrow() throws IOException {
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken"),
            Sources.provider("broken", "x").replace("Set.of(\"x\")", "Set.of(\"x\", null)"));

    problem("broken.Provider", "NullPointerException");
  }

  @Test
  void oneProviderOfTwo() throws IOException {
    workshop()
        .jar(
            broken.resolve("plugin.jar"),
            Sources.module("broken").replace("with ", "with broken.Sick, "),
            Sources.provider("broken", "x"),
            Sources.provider("broken", "y", "\"\"", "int bad = 1 / (int) Math.sin(0);")
                .replace("class Provider", "class Sick"));
    Plugins plugins = Plugins.load(scratch.resolve("plugins"));

    assertTrue(plugins.storage("x").isPresent(), "the provider behind the broken one");
    assertEquals(1, plugins.problems().size());
    assertTrue(plugins.problems().getFirst().problem().contains("broken.Sick"));
  }

  @Test
  void nothingInside() throws IOException {
    Files.createDirectories(broken);

    PluginDescription plugin = Plugins.load(scratch.resolve("plugins")).descriptions().getFirst();

    assertEquals("broken", plugin.name());
    assertTrue(plugin.problem().orElseThrow().contains("provides nothing"));
  }

  @Test
  void pluginsDirectoryThatIsAFile() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "");
    Plugins plugins = Plugins.load(file);

    assertTrue(plugins.storage("x").isEmpty());
    PluginProblem problem = plugins.problems().getFirst();
    assertEquals(file.toString(), problem.plugin());
    assertTrue(problem.problem().contains("NotDirectoryException"), problem::problem);
  }
}
