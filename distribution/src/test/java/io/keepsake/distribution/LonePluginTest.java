package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider of docs/examples, built against what is shipped and dropped in as a lone jar. */
final class LonePluginTest {

  private static final Path PROJECT = Path.of("..", "docs", "examples", "shoebox", "src", "main");

  @TempDir private static Path directory;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpackAndInstall() throws Exception {
    unpacked = Unpacked.into(directory);
    Path modules = Path.of(System.getProperty("keepsake.archive")).resolveSibling("modules");
    String classes = Files.createDirectories(directory.resolve("classes")).toString();
    List<String> javac = new ArrayList<>(List.of("-p", modules.toString(), "-d", classes));
    javac.addAll(sources());
    run("javac", javac);
    String jar = unpacked.plugins().resolve("shoebox.jar").toString();
    String resources = PROJECT.resolve("resources").toString();
    run("jar", List.of("-c", "-f", jar, "-C", classes, ".", "-C", resources, "."));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> tree = Files.walk(PROJECT.resolve("java"))) {
      return tree.map(Path::toString).filter(path -> path.endsWith(".java")).toList();
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

  @Test
  void isListedAndTried() throws Exception {
    Outcome listed = unpacked.keepsake("plugins");
    assertEquals(0, listed.code(), listed.out() + listed.err());
    assertTrue(
        listed.out().lines().anyMatch(line -> line.matches("shoebox.* usable")), listed.out());
    String place = "shoebox://" + directory.resolve("checked");
    Outcome checked = unpacked.keepsake("providers", "check", "checked", "--to", place);
    assertEquals(0, checked.code(), checked.out() + checked.err());
    assertTrue(checked.out().contains("none failed"), checked.out());
  }

  @Test
  void keepsAVault() throws Exception {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    Files.writeString(photos.resolve("list.txt"), "rings, flowers");
    String place = "shoebox://" + directory.resolve("vault");
    String out = directory.resolve("out").toString();
    for (String[] line :
        new String[][] {
          {"init", "--to", place},
          {"backup", photos.toString(), "--to", place},
          {"restore", "latest", "--target", out, "--to", place}
        }) {
      Outcome outcome =
          unpacked.run(unpacked.launcher(), Map.of("KEEPSAKE_PASSPHRASE", "with this ring"), line);
      assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    }
    Path restored = Path.of(out + photos.resolve("list.txt"));
    assertEquals("rings, flowers", Files.readString(restored));
  }
}
