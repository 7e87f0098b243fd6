package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script: where it finds itself, and what it hands to the program. */
final class LauncherTest {

  private static final Outcome VERSION = version();

  @TempDir private static Path directory;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
  }

  @Test
  void startsWithoutAnotherJava() throws Exception {
    assertEquals(VERSION, unpacked.keepsake("--version"));
  }

  @Test
  void findsItselfThroughLinksToLinks() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("other bin"));
    Path absolute = Files.createSymbolicLink(bin.resolve("ks"), unpacked.launcher());
    Path relative = Files.createSymbolicLink(directory.resolve("ks"), Path.of("other bin/ks"));
    assertEquals(VERSION, unpacked.run(absolute, Map.of(), "--version"));
    assertEquals(VERSION, unpacked.run(relative, Map.of(), "--version"));
  }

  @Test
  void findsItselfInThePath() throws Exception {
    Map<String, String> path =
        Map.of("PATH", unpacked.launcher().getParent() + ":" + unpacked.path());
    assertEquals(
        VERSION, unpacked.run(unpacked.path().resolve("sh"), path, "-c", "keepsake --version"));
  }

  @Test
  void findsItselfFromItsOwnDirectory() throws Exception {
    Outcome outcome =
        unpacked.run(
            unpacked.path().resolve("sh"),
            Map.of(),
            "-c",
            "cd \"$1\" && sh keepsake --version",
            "sh",
            unpacked.launcher().getParent().toString());
    assertEquals(VERSION, outcome);
  }

  @Test
  void handsOverArgumentsAsTheyAreAndTheExitCode() throws Exception {
    Outcome outcome = unpacked.keepsake("--no such 'option' * $HOME");
    assertEquals(2, outcome.code());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("'--no such 'option' * $HOME'"), outcome.err());
  }

  @Test
  void understandsNamesOutsideAsciiWithoutALocale() throws Exception {
    Outcome outcome = unpacked.keepsake("grüße");
    assertTrue(outcome.err().contains("'grüße'"), outcome.err());
  }

  /** What a test, a container or a user gave as home is: not what the user database says. */
  @Test
  void keepsWhatItKeepsInTheHomeThatItIsGiven() throws Exception {
    Path home = Files.createDirectories(directory.resolve("a home"));
    Map<String, String> variables =
        Map.of("HOME", home.toString(), "KEEPSAKE_PASSPHRASE", "with this ring");
    Outcome outcome = unpacked.run(unpacked.launcher(), variables, "init", "--to", "~/disk");
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    assertTrue(Files.isDirectory(home.resolve("disk")), outcome.out());
    assertTrue(Files.isDirectory(home.resolve(".local/state/keepsake")), outcome.out());
  }

  @Test
  void takesOptionsOfTheJavaRuntimeFromTheEnvironment() throws Exception {
    Outcome outcome =
        unpacked.run(
            unpacked.launcher(), Map.of("KEEPSAKE_JAVA_OPTS", "-Xmx64m -version"), "--version");
    assertEquals(0, outcome.code());
    assertTrue(outcome.err().contains("25"), outcome.err());
  }

  @Test
  void startsFromTheCacheWhereverItLies() throws Exception {
    assumeTrue(
        Files.exists(unpacked.home().resolve("runtime/lib/keepsake.aot")),
        "NOT TESTED: this build could not make the AOT cache; target/training has its logs");
    Map<String, String> required = Map.of("KEEPSAKE_JAVA_OPTS", "-XX:AOTMode=on");
    assertEquals(VERSION, unpacked.run(unpacked.launcher(), required, "--version"));
  }

  private static Outcome version() {
    return new Outcome(0, "keepsake " + Unpacked.version() + "\n", "");
  }
}
