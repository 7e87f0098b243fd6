package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that implement an interface that is not core's own. */
class OtherServicesTest {

  private static final String MAIN =
      """
      package program;

      import io.keepsake.core.plugin.*;
      import java.nio.file.Path;
      import java.util.function.Supplier;

      public class Main {
        public static void main(String[] arguments) {
          Plugins plugins = Plugins.load(Path.of(arguments[0]));
          for (Supplier<?> one : plugins.services(Supplier.class)) {
            System.out.println(one.get());
          }
          plugins.problems().forEach(System.out::println);
        }
      }
      """;

  @TempDir private Path scratch;

  private PluginWorkshop workshop() {
    return new PluginWorkshop(scratch);
  }

  /** Supplies a text; as a module, and with a list for class paths. */
  private Path supplier(Path directory, String name) throws IOException {
    String source =
        """
        package %s;

        public final class Provider implements java.util.function.Supplier<String> {
          public String get() { return "supplied by %s"; }
        }
        """
            .formatted(name, name);
    String module =
        "module %s { provides java.util.function.Supplier with %s.Provider; }"
            .formatted(name, name);
    Path jar = workshop().jar(directory.resolve(name + ".jar"), module, source);
    try (var inside = java.nio.file.FileSystems.newFileSystem(jar)) {
      Path lists = Files.createDirectories(inside.getPath("META-INF/services"));
      Files.writeString(lists.resolve("java.util.function.Supplier"), name + ".Provider");
    }
    return jar;
  }

  private Path directory() throws IOException {
    Path directory = scratch.resolve("plugins");
    supplier(directory.resolve("two"), "two");
    supplier(directory.resolve("one"), "one");
    workshop()
        .jar(directory.resolve("store/s.jar"), Sources.module("s"), Sources.provider("s", "x"));
    Files.createDirectories(directory.resolve("three"));
    Files.writeString(directory.resolve("three/corrupt.jar"), "this is no jar");
    return directory;
  }

  @Test
  void areFoundEachInItsLayer() throws Exception {
    Plugins plugins = Plugins.load(directory());

    List<?> found = plugins.services(Supplier.class);

    assertEquals(
        List.of("supplied by one", "supplied by two"),
        found.stream().map(one -> ((Supplier<?>) one).get()).toList());
    Set<ModuleLayer> layers =
        found.stream()
            .map(one -> one.getClass().getModule().getLayer())
            .collect(Collectors.toSet());
    assertEquals(2, layers.size());
    assertEquals(found, plugins.services(Supplier.class));
    assertEquals(List.of("three"), plugins.problems().stream().map(PluginProblem::plugin).toList());
    assertTrue(plugins.storage("x").isPresent());
  }

  @Test
  void nobodyImplementsWhatNobodyImplements() throws Exception {
    assertEquals(List.of(), Plugins.load(directory()).services(Runnable.class));
  }

  @Test
  void areFoundBesideTheModulePathAndTheClassPath() throws Exception {
    String module = "module program { requires io.keepsake.core; }";
    String modules = Launch.hostAnd(workshop().compile(module, MAIN));
    String classes = Launch.hostAnd(workshop().compile(MAIN));
    String plugins = directory().toString();

    for (String said :
        List.of(
            Launch.java("-p", modules, "-m", "program/program.Main", plugins),
            Launch.java("-cp", classes, "program.Main", plugins))) {
      List<String> lines = said.lines().filter(line -> !line.startsWith("WARNING")).toList();
      assertEquals(List.of("supplied by one", "supplied by two"), lines.subList(0, 2));
      assertEquals(3, lines.size(), said);
      assertTrue(lines.get(2).contains("Cannot read corrupt.jar"), said);
    }
  }

  @Test
  void whatIsInstalledIsTheFirstAndComesOnce() throws Exception {
    String plugins = directory().toString();
    Path installed = supplier(scratch.resolve("installed"), "installed");
    String modules =
        Launch.hostAnd(
            workshop()
                .compile(
                    "module program { requires io.keepsake.core; uses java.util.function.Supplier;"
                        + " }",
                    MAIN),
            installed);
    String classes = Launch.hostAnd(workshop().compile(MAIN), installed);

    for (String said :
        List.of(
            Launch.java("-p", modules, "-m", "program/program.Main", plugins),
            Launch.java("-cp", classes, "program.Main", plugins))) {
      assertEquals(
          List.of("supplied by installed", "supplied by one", "supplied by two"),
          said.lines().filter(line -> line.startsWith("supplied")).toList());
    }
  }
}
