package io.keepsake.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The Maven project of the guide to writing a provider, built as Maven does but with the tools of
 * the JDK, on this build's own core: it needs no network and no installed Keepsake.
 *
 * @param work where classes go
 */
record ExampleProject(Path work) {

  private static final Path PROJECT = Path.of("..", "docs", "examples", "shoebox");
  private static final Pattern SCHEMES = Pattern.compile("<(Keepsake-Schemes)>(.*)</");

  /** Compiles the main sources as a module and packs them, with the manifest that the pom tells. */
  void pack(Path jar) throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    String modules =
        String.join(File.pathSeparator, GuideModules.paths().stream().map(Path::toString).toList());
    List<String> javac =
        new ArrayList<>(
            List.of("--release", "25", "-Xlint:all,-requires-automatic", "-Werror", "-p", modules));
    javac.addAll(List.of("-d", classes.toString()));
    javac.addAll(sources("src/main/java"));
    run("javac", javac);
    Matcher schemes = SCHEMES.matcher(Files.readString(PROJECT.resolve("pom.xml")));
    assertTrue(schemes.find(), "the pom tells no schemes");
    Path manifest =
        Files.writeString(
            work.resolve("manifest"), schemes.group(1) + ": " + schemes.group(2) + "\n");
    Files.createDirectories(jar.getParent());
    String resources = PROJECT.resolve("src/main/resources").toString();
    run(
        "jar",
        List.of(
            "--create",
            "--file=" + jar,
            "--manifest=" + manifest,
            "-C",
            classes.toString(),
            ".",
            "-C",
            resources,
            "."));
  }

  /** Compiles its tests, which run in its own build. */
  void compileTests() throws IOException {
    Path classes = Files.createDirectories(work.resolve("test-classes"));
    List<String> javac = new ArrayList<>(List.of("--release", "25"));
    javac.addAll(
        List.of(
            "-cp",
            work.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path")));
    javac.addAll(List.of("-d", classes.toString()));
    javac.addAll(sources("src/test/java"));
    run("javac", javac);
  }

  private static List<String> sources(String directory) throws IOException {
    try (Stream<Path> tree = Files.walk(PROJECT.resolve(directory))) {
      return tree.map(Path::toString).filter(path -> path.endsWith(".java")).sorted().toList();
    }
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertEquals(0, code, () -> tool + ": " + output);
  }
}
