package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.demo.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drill} as a user types it, with a vault on three local stores. */
final class DrillCommandTest {

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void aVaultWithABackup() throws IOException {
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    shell = new TestShell(directory).with("TMPDIR", temporary.toString());
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("guests.csv"), "1,Ada\n2,Grace\n");
    byte[] photo = new byte[300_000];
    new Random(7).nextBytes(photo);
    Files.write(source.resolve("one.jpg"), photo);
    run(
        0,
        "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key"
            .split(" "));
    run(0, "backup", "source", "--key-file", "key");
  }

  private void run(int code, String... args) {
    assertEquals(code, shell.run(args), () -> shell.out() + shell.err());
  }

  private void drill(int code, String... more) throws IOException {
    run(
        code,
        Stream.concat(Stream.of("drill", "--key-file", "key"), Stream.of(more))
            .toArray(String[]::new));
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertEquals(List.of(), left.toList(), "the temporary directory is removed");
    }
  }

  private void assertSays(String... parts) {
    for (String part : parts) {
      assertTrue(shell.out().contains(part), () -> part + " is not in " + shell.out());
    }
  }

  private Path largestPack(String disk) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(disk).resolve("packs"))) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  @Test
  void eachProviderInTurn() throws IOException {
    drill(0);
    assertSays(
        "without disk1:\n",
        "served     disk2, disk3\n",
        "tried      2 files, 293.0 KiB, chosen by seed ",
        "an estimate\n",
        "of these 2 files, 293.0 KiB also with the files on this machine\n",
        "passed: without disk1, all 2 files that were tried came back from disk2, disk3 as they",
        "passed: without disk2, ",
        "passed: without disk3, ");
    drill(0, "--quiet");
    assertEquals("", shell.out());
  }

  @Test
  void reportsAreEvidence() throws IOException {
    drill(0, "--without", "disk3", "--all", "--report", "reports", "--json");
    assertSays(
        "\"command\":\"drill\",\"drills\":[{\"verdict\":\"passed\"",
        "\"without\":[\"disk3\"],\"remaining\":[\"disk1\",\"disk2\"]",
        "\"filesCompared\":2,\"bytesCompared\":300014",
        "\"mismatches\":0",
        "\"recoverySeconds\":",
        "\"behind\":[]");
    List<Path> reports;
    try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
      reports = files.sorted().toList();
    }
    assertEquals(2, reports.size(), reports::toString);
    String json = Files.readString(reports.getFirst());
    assertTrue(json.startsWith("{\"version\":1,\"report\":\"drill\",\"verdict\":\"passed\""), json);
    String text = Files.readString(reports.getLast());
    assertTrue(text.startsWith("# Failover drill without disk3\n\n**Passed**: without"), text);
    assertTrue(text.contains("| served | disk1, disk2 |"), text);
  }

  @Test
  void whatIsLostIsToldAndEndsWithFour() throws IOException {
    Files.delete(largestPack("disk2"));
    drill(4, "--without", "disk1", "--without", "disk3", "--report", "reports");
    assertSays(
        "differs  " + directory.resolve("source"), "FAILED: without disk1, disk3, ", "of 2 files");
    try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
      Path text = files.filter(file -> file.toString().endsWith(".md")).findFirst().orElseThrow();
      assertTrue(
          Files.readString(text).contains("## What did not come back as it was: 2"),
          Files.readString(text));
    }
  }

  @Test
  void itStopsAtTheFirstFailureUnlessItIsToKeepGoing() throws IOException {
    Trees.delete(directory.resolve("disk2"));
    Trees.delete(directory.resolve("disk3"));
    drill(4);
    assertFalse(shell.out().contains("without disk2"), shell.out());
    drill(4, "--keep-going");
    assertSays("FAILED: without disk1, nothing can be restored", "passed: without disk2, ");
  }

  @Test
  void aBackupThatOnlyOneProviderHasWouldBeLost() throws IOException {
    String file = Files.readString(directory.resolve("keepsake.yaml"));
    Files.writeString(directory.resolve("one.yaml"), "providers: [{id: disk1, url: disk1}]\n");
    Files.writeString(directory.resolve("source/late.txt"), "late");
    run(0, "backup", "source", "--key-file", "key", "--vault", "one.yaml");
    assertTrue(file.contains("disk3"), file);
    drill(4);
    assertSays("passed: without disk1", "without disk1, the newest snapshot is ", "would be lost");
  }

  @Test
  void theSameSeedAgain() throws IOException {
    drill(0, "--without", "disk1", "--seed", "42", "--sample", "1KiB");
    assertSays("1 file, 14 B, chosen by seed 42; too large for the sample: all files up to 1 MiB");
  }

  @Test
  void whatItCannotUnderstand() throws IOException {
    drill(2, "--without", "disk4");
    assertTrue(shell.err().contains("There is no provider 'disk4'. Did you mean"), shell.err());
    drill(2, "--all", "--sample", "1GiB");
    assertTrue(shell.err().contains("--all excludes --sample"), shell.err());
    drill(2, "--sample", "lots");
    assertTrue(shell.err().contains("--sample takes a size such as"), shell.err());
    drill(2, "--without", "disk1", "--without", "disk2", "--without", "disk3");
    assertTrue(shell.err().contains("at least one has to remain"), shell.err());
    Files.writeString(directory.resolve("one.yaml"), "providers: [{id: disk1, url: disk1}]\n");
    drill(2, "--vault", "one.yaml");
    assertTrue(shell.err().contains("has a single provider"), shell.err());
    drill(2, "--snapshot", "0000");
    assertTrue(shell.err().contains("No snapshot begins with 0000"), shell.err());
  }
}
