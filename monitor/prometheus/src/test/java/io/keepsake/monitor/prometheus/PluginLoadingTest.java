package io.keepsake.monitor.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As a plugin of a program that has the monitor on its module path, or on its class path. */
class PluginLoadingTest {

  private static final String MAIN =
      """
      package program;

      import io.keepsake.core.plugin.*;
      import io.keepsake.monitor.metrics.*;
      import java.nio.file.Path;
      import java.time.Instant;
      import java.util.*;

      public class Main {
        public static void main(String[] arguments) throws Exception {
          Plugins plugins = Plugins.load(Path.of(arguments[0]));
          MetricsSnapshot snapshot = new MetricsSnapshot(
              "wedding", "1", Instant.EPOCH, List.of(), List.of(), Optional.empty(), List.of(), Map.of());
          System.out.println(MetricsExporterProvider.find(plugins, "prometheus")
              .map(one -> one.open(() -> snapshot).scrape("").body())
              .orElse("nobody: " + plugins.problems()));
          for (PluginDescription one : plugins.descriptions()) {
            System.out.println(one.name() + " " + one.module() + " " + one.problem());
          }
        }
      }
      """;

  private static final String SAMPLE = "keepsake_version{vault=\"wedding\",version=\"1\"} 1.0";

  @TempDir private Path scratch;

  /** Where the modules lie that this test runs with. */
  private static List<Path> modules(Predicate<String> wanted) {
    return PrometheusMeterRegistry.class.getModule().getLayer().configuration().modules().stream()
        .filter(module -> wanted.test(module.name()))
        .flatMap(module -> module.reference().location().stream())
        .map((URI location) -> Path.of(location))
        .toList();
  }

  /** Jars without a declaration may be on this test's class path, too. */
  private static List<Path> libraries() {
    return Stream.of("jdk.module.path", "java.class.path")
        .flatMap(name -> Stream.of(System.getProperty(name, "").split(File.pathSeparator, -1)))
        .map(entry -> Path.of(entry))
        .filter(
            jar -> jar.getFileName().toString().matches("(micrometer|prometheus-metrics)-.*[.]jar"))
        .toList();
  }

  private static String host(Path program) {
    List<Path> host =
        modules(
            name ->
                name.equals("io.keepsake.core")
                    || name.equals("io.keepsake.monitor")
                    || name.equals("org.slf4j")
                    || name.equals("tools.jackson.core")
                    || name.startsWith("com.github.luben"));
    assertTrue(host.size() >= 5, host.toString());
    return Stream.concat(host.stream(), Stream.of(program))
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private Path plugins() throws IOException {
    Path plugin = Files.createDirectories(scratch.resolve("plugins/prometheus"));
    for (Path jar : libraries()) {
      Files.copy(jar, plugin.resolve(jar.getFileName()));
    }
    Path classes = modules("io.keepsake.monitor.prometheus"::equals).getFirst();
    try (OutputStream file = Files.newOutputStream(plugin.resolve("keepsake.jar"));
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> tree = Files.walk(classes)) {
      for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, jar);
      }
    }
    return plugin.getParent();
  }

  private Path program(String... sources) throws IOException {
    Path work = Files.createTempDirectory(scratch, "program");
    List<String> arguments = new ArrayList<>(List.of("-nowarn", "-d", work.toString()));
    arguments.addAll(List.of(sources.length > 1 ? "-p" : "-cp", host(work)));
    for (String source : sources) {
      Path file = source.startsWith("module") ? Path.of("module-info.java") : Path.of("Main.java");
      arguments.add(Files.writeString(work.resolve(file), source).toString());
    }
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    assertEquals(0, javac.run(printer, printer, arguments.toArray(String[]::new)), said.toString());
    return work;
  }

  private static String java(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static void assertWorks(String said) {
    assertTrue(said.lines().anyMatch(SAMPLE::equals), said);
    assertTrue(
        said.contains("prometheus Optional[io.keepsake.monitor.prometheus] Optional.empty"), said);
  }

  @Test
  void besideTheModulePath() throws Exception {
    Path program = program("module program { requires io.keepsake.monitor; }", MAIN);
    assertWorks(
        java(
            "--add-modules=ALL-DEFAULT",
            "-p",
            host(program),
            "-m",
            "program/program.Main",
            plugins().toString()));
  }

  @Test
  void besideTheClassPath() throws Exception {
    assertWorks(java("-cp", host(program(MAIN)), "program.Main", plugins().toString()));
  }

  @Test
  void aProgramWithoutTheMonitorIsToldWhatIsMissing() throws Exception {
    String source =
        """
        package program;
        public class Main {
          public static void main(String[] arguments) {
            io.keepsake.core.plugin.Plugins.load(java.nio.file.Path.of(arguments[0]))
                .descriptions().forEach(System.out::println);
          }
        }
        """;
    Path program = program("module program { requires io.keepsake.core; }", source);
    String said = java("-p", host(program), "-m", "program/program.Main", plugins().toString());
    assertTrue(said.contains("Module io.keepsake.monitor not found"), said);
  }
}
