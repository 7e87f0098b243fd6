package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with its plugins, from the archive. */
final class ProgramTest {

  @TempDir private static Path directory;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
  }

  @Test
  void helpListsTheCommands() throws Exception {
    Outcome outcome = unpacked.keepsake("--help");
    assertEquals(0, outcome.code(), outcome.err());
    for (String command : new String[] {"backup", "restore", "verify", "demo"}) {
      assertTrue(outcome.out().contains(command), outcome.out());
    }
    assertEquals("", outcome.err());
  }

  @Test
  void allPluginsAreUsable() throws Exception {
    Outcome outcome = unpacked.keepsake("plugins");
    assertEquals(0, outcome.code(), outcome.err());
    long usable = outcome.out().lines().filter(line -> line.endsWith("usable")).count();
    assertEquals(directories(unpacked.plugins()), usable, outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void theDemonstrationBringsAllBack() throws Exception {
    Outcome outcome = unpacked.keepsake("demo");
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    assertEquals("", outcome.err());
  }

  @Test
  void theSchemaForEditorsKnowsAllPlugins() throws Exception {
    Outcome outcome = unpacked.keepsake("config", "schema");
    assertEquals(0, outcome.code(), outcome.err());
    String shipped = Files.readString(unpacked.home().resolve("share/keepsake.schema.json"));
    assertEquals(shipped, outcome.out(), "./keepsake config schema > docs/keepsake.schema.json");
  }

  @Test
  void theExampleConfigurationIsValid() throws Exception {
    Path file = directory.resolve("example.yaml");
    String example = Files.readString(unpacked.home().resolve("conf/keepsake.example.yaml"));
    Files.writeString(file, example.replace("/mnt/", directory.resolve("mnt") + "/"));
    for (String disk : new String[] {"disk1", "disk2"}) {
      Files.createDirectories(directory.resolve("mnt").resolve(disk));
    }
    Outcome outcome = withKey("init", "--vault", file.toString());
    assertEquals(0, outcome.code(), outcome.err());
  }

  @Test
  void namesOutsideAsciiComeBackWithoutALocale() throws Exception {
    Path photos = Files.createDirectories(directory.resolve("Grüße"));
    byte[] content = "ein Foto".getBytes(StandardCharsets.UTF_8);
    Files.write(photos.resolve("ñandú 写真.jpg"), content);
    String store = directory.resolve("スト").toString();
    Path target = directory.resolve("zurück");
    Outcome init = withKey("init", "--to", store);
    assertEquals(0, init.code(), init.err());
    Outcome backup = withKey("backup", "--to", store, photos.toString());
    assertEquals(0, backup.code(), backup.err());
    Outcome restore = withKey("restore", "latest", "--to", store, "--target", target.toString());
    assertEquals(0, restore.code(), restore.err());
    Path restored = target.resolve(Path.of("/").relativize(photos.toRealPath()));
    assertArrayEquals(content, Files.readAllBytes(restored.resolve("ñandú 写真.jpg")));
  }

  private Outcome withKey(String... arguments) throws IOException, InterruptedException {
    Map<String, String> key = Map.of("KEEPSAKE_PASSPHRASE", "correct horse battery staple");
    return unpacked.run(unpacked.launcher(), key, arguments);
  }

  private static long directories(Path parent) throws IOException {
    try (var children = Files.list(parent)) {
      return children.filter(Files::isDirectory).count();
    }
  }
}
