package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code providers}, {@code providers check} and {@code providers bench} with local stores. */
final class ProvidersTest {

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void aVaultFile() throws IOException {
    shell = new TestShell(directory);
    Files.writeString(
        directory.resolve("keepsake.yaml"),
        """
        providers:
          - { id: disk1, url: ./disk1, region: home }
          - { id: disk2, url: ./disk2, role: standby }
        """);
    Files.createDirectory(directory.resolve("disk1"));
  }

  private void run(int code, String... args) {
    assertEquals(code, shell.run(args), () -> shell.out() + shell.err());
  }

  private void assertSays(String... parts) {
    for (String part : parts) {
      assertTrue(shell.out().contains(part), () -> part + " is not in " + shell.out());
    }
  }

  @Test
  void listsWhatIsConfigured() {
    run(0, "providers");
    assertSays(
        "disk1  local  active   home", "disk2  local  standby  -", "conditional-put", "in 0.");
    assertSays(directory.resolve("disk1").toString());
    run(0, "providers", "--json");
    assertSays(
        "\"command\":\"providers\"",
        "\"id\":\"disk1\",\"type\":\"local\"",
        "\"role\":\"active\",\"region\":\"home\"");
    assertSays("\"reachable\":true", "\"capabilities\":[\"conditional-put\"");
  }

  @Test
  void tellsWhichCannotBeReached() {
    run(3, "providers", "--to", "disk1", "--to", "missing/disk3");
    assertSays("no ", "there is no directory", "missing");
    run(3, "providers", "--to", "disk1", "--to", "missing/disk3", "--json");
    assertSays("\"reachable\":false", "\"problem\":\"");
  }

  @Test
  void noPluginForAUrlIsAMistakeInTheVaultFile() {
    run(2, "providers", "--to", "gopher://hole/vault");
    assertTrue(shell.err().contains("No plugin opens gopher: URLs"), shell.err());
  }

  @Test
  void checksAPlaceAndLeavesNothingBehind() throws IOException {
    Path kept = Files.writeString(directory.resolve("disk1/wedding.txt"), "not to be touched");
    run(0, "providers", "check", "disk1");
    assertSays("works    store ", "works    race ", "works    clean up ", "none failed");
    assertFalse(shell.out().contains("broken"), shell.out());
    assertEquals("not to be touched", Files.readString(kept));
    try (Stream<Path> files = Files.walk(directory.resolve("disk1"))) {
      assertEquals(List.of(kept), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void answersAProgram() {
    run(0, "providers", "check", "disk1", "--json");
    assertSays(
        "\"command\":\"providers check\"",
        "\"provider\":\"disk1\"",
        "{\"name\":\"store\",\"outcome\":\"works\",\"sentence\":\"An object can be stored.\"}",
        "\"failed\":0,\"broken\":0,\"skipped\":0,\"status\":\"done\",\"exitCode\":0");
  }

  @Test
  void tellsWhyAPlaceCannotBeUsed() {
    run(1, "providers", "check", "disk3", "--to", "disk1", "--to", "missing/disk3");
    assertSays("failed   open ", "there is no directory", "it cannot be used as it is");
  }

  @Test
  void measures() throws IOException {
    String[] line = "providers bench disk1 --small 20 --large 1 --concurrency 4".split(" ");
    run(0, line);
    assertSays("store small        20     0", "read large", "delete in batches", "MiB/s");
    run(0, Stream.concat(Stream.of(line), Stream.of("--json")).toArray(String[]::new));
    assertSays(
        "\"command\":\"providers bench\"", "{\"name\":\"look up\",\"calls\":20,\"failures\":0");
    try (Stream<Path> files = Files.walk(directory.resolve("disk1"))) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void refusesWhatItCannotUnderstand() {
    run(2, "providers", "check");
    assertTrue(shell.err().contains("ID"), shell.err());
    run(2, "providers", "check", "disk");
    assertTrue(shell.err().contains("Did you mean 'disk1'? There are: disk1, disk2."), shell.err());
    run(2, "providers", "--vault", "keepsake.yaml", "check", "disk1");
    assertTrue(shell.err().contains("behind 'providers check'"), shell.err());
    run(2, "providers", "chek");
    assertTrue(shell.err().contains("chek"), shell.err());
    run(2, "providers", "bench", "disk1", "--small", "0");
    assertTrue(shell.err().contains("--small is 1 to 1000000"), shell.err());
    run(2, "providers", "bench", "disk1", "--smal", "3");
    assertTrue(shell.err().contains("'keepsake providers bench' has no option"), shell.err());
  }

  @Test
  void helpHasExamples() {
    for (String part : List.of("check", "bench", "add", "remove", "replace")) {
      run(0, "providers", part, "--help");
      assertTrue(shell.out().startsWith("Usage: keepsake providers " + part), shell.out());
      assertSays(":\n  keepsake providers " + part, "Exit codes: 0 ");
    }
    run(0, "completion", "bash");
    assertSays("providers", "check bench add remove replace");
  }
}
