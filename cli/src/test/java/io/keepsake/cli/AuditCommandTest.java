package io.keepsake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what is recorded, is at every provider, and cannot be changed unseen. */
class AuditCommandTest {

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void makeVault() throws IOException {
    shell = new TestShell(directory);
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("guests.csv"), "1,Ada\n2,Grace\n");
    run(
        0,
        "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key"
            .split(" "));
  }

  private void run(int code, String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    boolean keyless = line.contains("repair") || line.contains("providers");
    if (Files.exists(directory.resolve("key")) && !line.contains("--key-file") && !keyless) {
      line.addAll(List.of("--key-file", "key"));
    }
    assertEquals(
        code, shell.run(line.toArray(String[]::new)), () -> args[0] + shell.out() + shell.err());
  }

  private Path journal() throws IOException {
    return find(directory.resolve("state"), "audit.jsonl").getFirst();
  }

  private static List<Path> find(Path root, String part) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(part))
          .sorted()
          .toList();
    }
  }

  private List<Path> segments(String disk) throws IOException {
    return find(directory.resolve(disk), "/audit/");
  }

  @Test
  void aBackupIsRecordedAtEveryProvider() throws IOException {
    run(0, "backup", "source");
    assertEquals("", shell.err());
    List<Path> first = segments("disk1");
    assertEquals(2, first.size(), "one of init, one of the backup");
    for (int i = 0; i < first.size(); i++) {
      assertEquals(-1, Files.mismatch(first.get(i), segments("disk2").get(i)));
      assertEquals(-1, Files.mismatch(first.get(i), segments("disk3").get(i)));
    }
    run(0, "audit", "show");
    List<String> lines = shell.out().lines().toList();
    assertEquals(3, lines.size(), shell.out());
    assertTrue(lines.get(1).contains("init"), shell.out());
    assertTrue(lines.get(2).matches(".* backup +done +[0-9a-f]{12} .*1 files.*"), shell.out());
    run(0, "audit", "verify");
    assertEquals(
        "checked 3 records of 1 writer, in 6 copies of segments: all as they were written\n",
        shell.out());
    run(0, "status");
    run(0, "verify", "--data");
  }

  @Test
  void whatIsDoneWithoutTheKeyGoesWithTheNextBackup() throws IOException {
    run(0, "repair");
    assertEquals(1, segments("disk1").size());
    run(0, "audit", "verify");
    assertTrue(shell.out().contains("2 records are on this machine only"), shell.out());
    run(0, "backup", "source");
    run(0, "audit", "verify");
    assertFalse(shell.out().contains("on this machine only"), shell.out());
    run(0, "audit");
    assertTrue(shell.out().contains(" repair "), shell.out());
  }

  @Test
  void changesAreFoundAndNamed() throws IOException {
    run(0, "backup", "source");
    Path segment = segments("disk2").getLast();
    byte[] good = Files.readAllBytes(segment);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(segment, bad);
    run(4, "audit", "verify");
    assertTrue(shell.out().contains("copy-changed  audit/"), shell.out());
    assertTrue(shell.out().contains(" at disk2: "), shell.out());
    Files.delete(segment);
    run(3, "audit", "verify");
    assertTrue(shell.out().contains("copy-missing  audit/"), shell.out());
    run(0, "repair");
    assertEquals(-1, Files.mismatch(segments("disk1").getLast(), segment));
    run(0, "audit", "verify");
    String journal = Files.readString(journal());
    Files.writeString(journal(), journal.replaceFirst("\"done\"", "\"gone\""));
    run(4, "audit", "verify");
    assertTrue(shell.out().contains("rewritten  journal: "), shell.out());
  }

  @Test
  void anExportCanBeCheckedWithoutKeepsake() throws Exception {
    run(0, "backup", "source");
    run(0, "restore", "latest", "--target", "out");
    run(0, "audit", "export", "--format", "json", "--output", "audit.json");
    byte[] written = Files.readAllBytes(directory.resolve("audit.json"));
    run(0, "audit", "export", "--format", "json");
    assertEquals(new String(written, UTF_8), shell.out());
    List<String> lines = shell.out().lines().toList();
    assertEquals(5, lines.size());
    String previous = "0".repeat(64);
    for (String line : lines) {
      assertTrue(line.contains("\"previous\":\"" + previous + "\""), line);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(line.getBytes(UTF_8));
      previous = HexFormat.of().formatHex(hash);
    }
    run(0, "audit", "export", "--format", "csv");
    assertTrue(shell.out().startsWith("\"time\",\"host\",\"user\",\"action\""), shell.out());
    assertEquals(6, shell.out().split("\r\n", -1).length - 1);
    assertTrue(shell.out().endsWith(",\"" + previous + "\"\r\n"), shell.out());
  }

  @Test
  void argumentsThatMakeNoSenseAreRefused() throws IOException {
    run(2, "audit", "export", "--format", "xml");
    run(2, "audit", "export");
    run(2, "audit", "export", "--format", "csv", "--json");
    run(2, "audit", "export", "--format", "csv", "--output", "key");
    run(2, "audit", "show", "--since", "yesterday");
    run(2, "audit", "verify", "more");
    assertTrue(Files.readString(directory.resolve("key")).length() > 32, "it was not overwritten");
  }

  @Test
  void recordsAreChosenByTime() {
    run(0, "audit", "show", "--since", "1h");
    assertEquals(2, shell.out().lines().count());
    run(0, "audit", "show", "--since", "2999-01-01");
    assertEquals("no records\n", shell.out());
    run(0, "audit", "show", "--since", "2999-01-01T00:00:00Z", "--json");
    assertTrue(shell.out().contains("\"records\":[]"), shell.out());
    run(0, "backup", "source");
    run(0, "audit", "show", "--all");
    assertEquals(4, shell.out().lines().count(), shell.out());
    run(0, "audit", "show", "--json");
    assertTrue(shell.out().contains("\"place\":\"sealed\""), shell.out());
  }

  @Test
  void changesOfProvidersAndDrillsAreRecorded() throws IOException {
    run(0, "backup", "source");
    run(0, "providers", "add", "disk4", "--id", "four");
    run(0, "providers", "replace", "four", "disk5", "--id", "five");
    run(0, "providers", "remove", "five", "--copies", "3");
    run(0, "drill", "--without", "disk1");
    run(0, "ls", "latest");
    run(0, "audit", "show");
    for (String word :
        List.of("provider-add", "provider-replace", "provider-remove", "drill", "list")) {
      assertTrue(shell.out().contains(" " + word + " "), () -> word + " in " + shell.out());
    }
    assertFalse(shell.out().contains("no end known"), shell.out());
    run(0, "audit", "verify");
  }

  @Test
  void aWrongKeyIsRecorded() throws IOException {
    Files.write(directory.resolve("wrong"), new byte[64]);
    run(2, "snapshots", "--key-file", "wrong");
    run(0, "audit", "show");
    assertTrue(shell.out().contains("reason WRONG_KEY"), shell.out());
  }

  @Test
  void nothingSecretIsInTheJournal() throws IOException {
    run(0, "backup", "source");
    String key = Files.readString(directory.resolve("key")).strip();
    String text = Files.readString(journal());
    assertFalse(text.contains(key), "the key");
    assertFalse(text.contains("file:"), "URLs, which may hold tokens");
  }
}
