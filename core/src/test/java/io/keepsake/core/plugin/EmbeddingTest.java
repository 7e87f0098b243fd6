package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core in other programs: on their module path and on their class path. */
class EmbeddingTest {

  /** Prints who opens the schemes {@code x} and {@code y}, then what is wrong. */
  private static final String MAIN =
      """
      package program;

      import io.keepsake.core.plugin.*;
      import java.nio.file.Path;

      public class Main {
        public static void main(String[] arguments) {
          Plugins plugins = arguments.length == 0
              ? Plugins.installed()
              : Plugins.load(Path.of(arguments[0]));
          for (String scheme : new String[] {"x", "y"}) {
            System.out.println(plugins.storage(scheme).map(p -> p.name()).orElse("nobody"));
          }
          for (PluginDescription one : plugins.descriptions()) {
            System.out.println(one.name() + " " + one.schemes() + " " + one.problem().orElse("-"));
          }
        }
      }
      """;

  @TempDir private Path scratch;

  private PluginWorkshop workshop() {
    return new PluginWorkshop(scratch);
  }

  /** A plugin and a library of its own version beside it. */
  private Path plugin(Path directory, String name, String scheme) throws IOException {
    Path library =
        workshop()
            .jar(
                directory.resolve("library.jar"),
                "module library { exports library; }",
                Sources.library("library", scheme + " by " + name));
    return workshop()
        .with(library)
        .jar(
            directory.resolve(name + ".jar"),
            Sources.module(name, "requires library;"),
            Sources.provider(name, scheme, "library.Library.text()"));
  }

  private Path mainModule() throws IOException {
    return workshop().compile("module program { requires io.keepsake.core; }", MAIN);
  }

  private static List<String> lines(String said) {
    return said.lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  @Test
  void installedOnTheModulePath() throws Exception {
    Path one = plugin(scratch.resolve("installed"), "one", "x");
    String path = Launch.hostAnd(mainModule(), one, one.resolveSibling("library.jar"));

    String said = Launch.java("-p", path, "-m", "program/program.Main");

    assertEquals(List.of("x by one", "nobody", "one [x] -"), lines(said));
  }

  @Test
  void installedOnTheClassPath() throws Exception {
    Path one = plugin(scratch.resolve("installed"), "one", "x");
    String path = Launch.hostAnd(workshop().compile(MAIN), one, one.resolveSibling("library.jar"));

    String said = Launch.java("-cp", path, "program.Main");

    assertEquals(List.of("x by one", "nobody", "one.jar [x] -"), lines(said));
  }

  /** Two plugins with a version of one library each, a third that is broken. */
  private Path pluginsDirectory() throws IOException {
    Path directory = scratch.resolve("plugins");
    plugin(directory.resolve("one"), "one", "x");
    plugin(directory.resolve("two"), "two", "y");
    Files.createDirectories(directory.resolve("three"));
    Files.writeString(directory.resolve("three/corrupt.jar"), "this is no jar");
    return directory;
  }

  @Test
  void directoryBesideTheModulePath() throws Exception {
    String path = Launch.hostAnd(mainModule());

    List<String> said =
        lines(Launch.java("-p", path, "-m", "program/program.Main", pluginsDirectory().toString()));

    assertEquals(List.of("x by one", "y by two", "one [x] -"), said.subList(0, 3));
    assertTrue(said.get(3).startsWith("three [] It cannot be loaded: "), said.get(3));
    assertTrue(said.get(3).contains("corrupt.jar"), said.get(3));
    assertEquals("two [y] -", said.get(4));
  }

  @Test
  void directoryBesideTheClassPath() throws Exception {
    String path = Launch.hostAnd(workshop().compile(MAIN));

    List<String> said =
        lines(Launch.java("-cp", path, "program.Main", pluginsDirectory().toString()));

    assertEquals(List.of("x by one", "y by two", "one [x] -"), said.subList(0, 3));
    assertTrue(said.get(3).startsWith("three [] It cannot be loaded: "), said.get(3));
    assertTrue(said.get(3).contains("Cannot read corrupt.jar"), said.get(3));
    assertEquals("two [y] -", said.get(4));
  }

  @Test
  void anInstalledPluginWins() throws Exception {
    Path installed =
        workshop()
            .jar(
                scratch.resolve("installed/mine.jar"),
                Sources.module("mine"),
                Sources.provider("mine", "x", "\"mine\""));
    String plugins = pluginsDirectory().toString();

    String modules = Launch.hostAnd(mainModule(), installed);
    String classes = Launch.hostAnd(workshop().compile(MAIN), installed);

    assertEquals(
        "mine",
        lines(Launch.java("-p", modules, "-m", "program/program.Main", plugins)).getFirst());
    assertEquals("mine", lines(Launch.java("-cp", classes, "program.Main", plugins)).getFirst());
  }

  @Test
  void aBrokenInstalledPluginIsNotTheDirectorysFault() throws Exception {
    Path broken =
        workshop()
            .jar(
                scratch.resolve("installed/mine.jar"),
                Sources.module("mine"),
                Sources.provider("mine", "z", "\"\"", "int bad = 1 / (int) Math.sin(0);"));
    String plugins = pluginsDirectory().toString();
    String modules = Launch.hostAnd(mainModule(), broken);
    String classes = Launch.hostAnd(workshop().compile(MAIN), broken);

    for (String said :
        List.of(
            Launch.java("-p", modules, "-m", "program/program.Main", plugins),
            Launch.java("-cp", classes, "program.Main", plugins))) {
      List<String> lines = lines(said);
      assertEquals(List.of("x by one", "y by two"), lines.subList(0, 2));
      assertTrue(lines.get(2).startsWith("installed [] Its provider mine.Provider"), said);
      assertEquals("one [x] -", lines.get(3));
      assertEquals("two [y] -", lines.get(5));
    }
  }
}
