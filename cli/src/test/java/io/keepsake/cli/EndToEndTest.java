package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.demo.TreeComparison;
import io.keepsake.cli.demo.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against the real engine, with vaults in local directories. */
final class EndToEndTest {

  @TempDir Path directory;
  private TestShell shell;
  private Path source;

  @BeforeEach
  void aVaultAndSomethingToBackUp() throws IOException {
    shell = new TestShell(directory).with("KEEPSAKE_PASSPHRASE", "with this ring");
    source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("guests.csv"), "1,Ada\n2,Grace\n");
    byte[] photo = new byte[300_000];
    new Random(7).nextBytes(photo);
    Files.write(Files.createDirectories(source.resolve("photos")).resolve("one.jpg"), photo);
  }

  private void run(int code, String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    if (Files.exists(directory.resolve("key")) && !line.contains("--key-file")) {
      line.addAll(List.of("--key-file", "key"));
    }
    runAsIs(code, line.toArray(String[]::new));
  }

  private void runAsIs(int code, String... args) {
    assertEquals(code, shell.run(args), () -> shell.out() + shell.err());
  }

  /** A key file, because a passphrase takes a second each time, as it should. */
  private void init() {
    run(
        0,
        "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key"
            .split(" "));
  }

  private String text(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(shell.out());
    assertTrue(matcher.find(), () -> pattern + " is not in " + shell.out());
    return matcher.group(matcher.groupCount());
  }

  @Test
  void initWritesAVaultFileForItsOwnerOnly() throws IOException {
    init();
    Path file = directory.resolve("keepsake.yaml");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(shell.out().contains("vault created in 3 stores"), shell.out());
    run(2, "init");
    assertTrue(shell.err().startsWith("keepsake: "), shell.err());
    run(2, "init", "--vault", "other.yaml", "--to", "disk1", "--to", "disk4");
    assertTrue(Files.notExists(directory.resolve("other.yaml")), "the file is taken back");
  }

  @Test
  void backsUpAndRestores() throws IOException {
    init();
    run(0, "backup", "source", "--label", "event=smith-2026", "--host", "studio");
    text("snapshot [0-9a-f]{12} saved: 2 files, .* \\(2 new or changed, .* each of 3 stores\\)");
    run(0, "backup", source.toString(), "--host", "studio");
    text("\\(0 new or changed, 0 B read");
    run(0, "snapshots", "--label", "event=smith-2026");
    assertEquals(2, shell.out().lines().count(), shell.out());
    run(0, "snapshots", "--host", "elsewhere");
    assertEquals("no snapshots\n", shell.out());
    run(0, "restore", "latest", "--target", "out");
    Path restored = directory.resolve("out").resolve(Path.of("/").relativize(source));
    assertEquals(List.of(), TreeComparison.of(source, restored).differences());
    run(0, "verify", "--data");
    assertTrue(shell.out().endsWith("no damage\n"), shell.out());
    run(0, "verify", "--data", "--percent", "50");
    run(0, "stats");
    assertTrue(shell.out().contains("disk3"), shell.out());
  }

  @Test
  void aDiskThatIsAwayIsOwedAndGetsItAllWhenItIsBack() throws IOException {
    init();
    run(0, "backup", "source");
    Path disk = directory.resolve("disk2");
    Files.move(disk, directory.resolve("unplugged"));
    Files.writeString(source.resolve("late-guests.csv"), "3,Joan\n");
    run(3, "backup", "source");
    assertTrue(shell.err().contains("store disk2 is owed: "), shell.err());
    text("not in disk2 \\(only 2 of 3 copies\\)");
    run(3, "status");
    text("2 snapshots have fewer copies than wanted; 'keepsake repair' brings up to date: disk2");
    text("disk2 +active +- +\\? +\\? +[0-9]+ or more +[0-9]{4}-");
    assertFalse(Files.exists(disk), "nothing is written to where the disk is not");
    Files.move(directory.resolve("unplugged"), disk);
    run(3, "status");
    text("1 snapshot has fewer copies than wanted; 'keepsake repair' brings up to date: disk2");
    text("disk2 +active +- +[0-9]+ +\\S+ \\S+ +[0-9]+, \\S+ \\S+ +[0-9]{4}-");
    run(0, "backup", "source"); // pays what is owed as well
    run(0, "status", "--json");
    assertFalse(shell.out().contains("owedSince"), shell.out());
    run(0, "status");
    assertTrue(shell.out().endsWith("every provider has everything\n"), shell.out());
    runAsIs(0, "repair", "--data");
    text("every provider has everything");
  }

  @Test
  void restoresAPart() throws IOException {
    init();
    run(0, "backup", "source");
    run(0, "restore", "latest", "--target", "one", "--path", source + "/photos");
    Path one = directory.resolve("one").resolve(Path.of("/").relativize(source));
    assertTrue(Files.exists(one.resolve("photos/one.jpg")));
    assertTrue(Files.notExists(one.resolve("guests.csv")));
    run(0, "restore", "latest", "--target", "two", "--include", "*.csv");
    Path two = directory.resolve("two").resolve(Path.of("/").relativize(source));
    assertTrue(Files.exists(two.resolve("guests.csv")));
    assertTrue(Files.notExists(two.resolve("photos/one.jpg")));
  }

  @Test
  void whatIsThereStaysUnlessOverwritten() throws IOException {
    init();
    run(0, "backup", "source");
    run(0, "restore", "latest", "--target", "out");
    Path file =
        directory.resolve("out").resolve(Path.of("/").relativize(source)).resolve("guests.csv");
    Files.writeString(file, "mine");
    run(3, "restore", "latest", "--target", "out");
    assertTrue(shell.err().contains("guests.csv"), shell.err());
    assertEquals("mine", Files.readString(file));
    run(0, "restore", "latest", "--target", "out", "--overwrite");
    assertEquals("1,Ada\n2,Grace\n", Files.readString(file));
  }

  @Test
  void standardInput() throws IOException {
    init();
    byte[] dump = "create table guests;".getBytes(StandardCharsets.UTF_8);
    shell.input(dump);
    run(0, "backup", "--stdin", "--name", "app.sql");
    run(0, "restore", "latest", "--target", "out");
    assertArrayEquals(dump, Files.readAllBytes(directory.resolve("out/app.sql")));
  }

  @Test
  void looksIntoSnapshots() throws IOException {
    init();
    run(0, "backup", "source", "--json");
    String first = text("\"id\":\"([0-9a-f]{64})\"");
    Files.writeString(source.resolve("guests.csv"), "nobody");
    Files.move(source.resolve("photos/one.jpg"), source.resolve("photos/\033[31mtwo.jpg"));
    run(0, "backup", "source");
    run(0, "ls", "latest", source + "/photos");
    assertTrue(shell.out().contains(source + "/photos/\\x1b[31mtwo.jpg\n"), shell.out());
    run(0, "ls", "-l", "latest");
    assertTrue(shell.out().contains("-rw"), shell.out());
    run(0, "find", "one.jpg");
    assertEquals(first.substring(0, 12) + "  " + source + "/photos/one.jpg\n", shell.out());
    run(0, "find", "one.jpg", "--snapshot", "latest");
    assertEquals("", shell.out());
    run(0, "diff", first.substring(0, 8), "latest");
    assertTrue(shell.out().contains("M  " + source + "/guests.csv\n"), shell.out());
    assertTrue(shell.out().contains("-  " + source + "/photos/one.jpg\n"), shell.out());
    assertTrue(shell.out().contains("1 added, 1 removed, 1 with other content"), shell.out());
    run(2, "ls", "0000");
    run(2, "ls", "latest", "/no/such/path");
  }

  @Test
  void documentsHaveTheirShapes() throws IOException {
    init();
    run(0, "backup", "source", "--json");
    String head = "\\{\"version\":1,\"command\":\"%s\",";
    String tail = ",\"status\":\"done\",\"exitCode\":0\\}\n";
    String snapshot =
        "\"id\":\"[0-9a-f]{64}\",\"time\":\"[-0-9T:.]+Z\",\"host\":\"[^\"]+\",\"user\":\"[^\"]*\","
            + "\"roots\":\\[\"[^\"]+\"\\],\"labels\":\\{\\}(,\"parent\":\"[0-9a-f]{64}\")?,"
            + "\"files\":2,\"directories\":\\d+,\"others\":0,\"bytes\":300014,\"skipped\":0,"
            + "\"stores\":\\[\"disk1\",\"disk2\",\"disk3\"\\],\"program\":\"[^\"]+\"";
    assertShape(
        head.formatted("backup")
            + "\"snapshot\":\\{"
            + snapshot
            + "\\},\"filesUnchanged\":0,\"filesRead\":2,\"bytesRead\":300014,\"bytesStored\":\\d+,"
            + "\"newChunks\":\\d+,\"verdict\":\"full\",\"copies\":3,\"regions\":0,\"completeStores\":\\[\"disk1\",\"disk2\",\"disk3\"\\],"
            + "\"droppedStores\":\\{\\},\"seconds\":[0-9.]+"
            + tail);
    run(0, "snapshots", "--json");
    assertShape(head.formatted("snapshots") + "\"snapshots\":\\[\\{" + snapshot + "\\}\\]" + tail);
    run(0, "ls", "latest", source + "/photos", "--json");
    String entry =
        "\"path\":\"[^\"]+\",\"name\":\"[^\"]*\",\"kind\":\"(file|directory)\",\"mode\":\"[0-7]{4}\","
            + "\"uid\":\\d+,\"gid\":\\d+,\"user\":\"[^\"]*\",\"group\":\"[^\"]*\","
            + "\"modified\":\"[-0-9T:.]+Z\",\"bytes\":\\d+";
    assertShape(
        head.formatted("ls")
            + "\"snapshot\":\"[0-9a-f]{64}\",\"entries\":\\[(\\{"
            + entry
            + "\\},?)+\\]"
            + tail);
    run(0, "find", "one.jpg", "--json");
    assertShape(
        head.formatted("find")
            + "\"matches\":\\[\\{\"snapshot\":\"[0-9a-f]{64}\","
            + entry
            + "\\}\\]"
            + tail);
    run(0, "restore", "latest", "--target", "out", "--json");
    assertShape(
        head.formatted("restore")
            + "\"snapshot\":\"[0-9a-f]{64}\",\"target\":\"[^\"]+/out\",\"entries\":\\d+,"
            + "\"alreadyThere\":0,\"bytes\":300014,\"problems\":0,\"lost\":0,\"ownersNotRestored\":0,"
            + "\"copiesHealed\":0,\"copiesLeft\":0,\"seconds\":[0-9.]+"
            + tail);
    run(0, "verify", "--json");
    assertShape(
        head.formatted("verify")
            + "\"depth\":\"structure\",\"percent\":100,\"snapshots\":1,\"objects\":\\d+,\"bytes\":\\d+,"
            + "\"findings\":\\[\\],\"uncheckedStores\":\\{\\},\"seconds\":[0-9.]+"
            + tail);
    run(0, "stats", "--json");
    assertShape(
        head.formatted("stats")
            + "\"snapshots\":1,\"chunks\":\\d+,\"rawBytes\":\\d+,\"packs\":\\d+,"
            + "\"stores\":\\[(\\{\"id\":\"disk\\d\",\"objects\":\\d+,\"bytes\":\\d+\\},?){3}\\]"
            + tail);
    Files.delete(source.resolve("guests.csv"));
    run(0, "backup", "source", "--quiet");
    assertEquals("", shell.out());
    run(0, "snapshots", "--json");
    String first = text("\"id\":\"([0-9a-f]{64})\"");
    run(0, "diff", first, "latest", "--json");
    assertShape(
        head.formatted("diff")
            + "\"first\":\"[0-9a-f]{64}\",\"second\":\"[0-9a-f]{64}\",\"differences\":\\["
            + "(\\{\"path\":\"[^\"]+\",\"change\":\"[a-z]+\"\\},?)+\\],"
            + "\"counts\":\\{\"added\":0,\"removed\":1,\"content\":0,\"attributes\":\\d+\\}"
            + tail);
  }

  private void assertShape(String shape) {
    assertTrue(shell.out().matches(shape), () -> shell.out() + " is not\n" + shape);
    assertEquals("", shell.err());
  }

  @Test
  void theWrongPassphraseIsCode2() {
    run(0, "init", "--to", "disk1");
    run(0, "snapshots", "--to", "disk1");
    shell.with("KEEPSAKE_PASSPHRASE", "wrong");
    run(2, "snapshots", "--to", "disk1", "--json");
    assertTrue(shell.out().contains("\"error\":{\"kind\":\"WRONG_KEY\""), shell.out());
    assertFalse(shell.err().contains("with this ring"));
    assertEquals(1, shell.err().lines().count(), shell.err());
  }

  @Test
  void noVaultIsCode2() {
    run(2, "snapshots", "--to", "empty", "--json");
    assertTrue(shell.out().contains("\"kind\":\"NO_VAULT\""), shell.out());
  }

  @Test
  void anUnknownSchemeIsCode2() {
    run(2, "init", "--to", "gopher://hole/x");
    assertTrue(shell.err().contains("gopher"), shell.err());
  }

  @Test
  void keyFiles() throws IOException {
    run(0, "init", "--to", "disk1", "--new-key-file", "key");
    run(0, "backup", "source", "--to", "disk1", "--key-file", "key");
    runAsIs(2, "snapshots", "--to", "disk1");
    assertTrue(shell.err().startsWith("keepsake: "), shell.err());
    runAsIs(2, "init", "--to", "disk1", "--new-key-file", "second");
    assertTrue(Files.notExists(directory.resolve("second")), "the key file is taken back");
  }

  @Test
  void aLostStoreDegradesBackupsOnly() throws IOException {
    init();
    run(0, "backup", "source");
    Trees.delete(directory.resolve("disk2"));
    run(0, "restore", "latest", "--target", "out");
    Files.writeString(source.resolve("new"), "new");
    run(3, "backup", "source", "--json");
    assertTrue(shell.out().contains("\"status\":\"degraded\""), shell.out());
    assertTrue(shell.out().contains("\"droppedStores\":{\"disk2\":"), shell.out());
    assertTrue(shell.err().contains("disk2"), shell.err());
  }

  @Test
  void tooFewStoresIsCode1() throws IOException {
    init();
    Trees.delete(directory.resolve("disk2"));
    Trees.delete(directory.resolve("disk3"));
    run(1, "backup", "source", "--json");
    assertTrue(shell.out().contains("\"kind\":\"TOO_FEW_COPIES\""), shell.out());
  }

  @Test
  void damageIsCode4() throws IOException {
    init();
    run(0, "backup", "source");
    try (var objects = Files.walk(directory.resolve("disk1").resolve("packs"))) {
      for (Path object : objects.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(object);
        Files.write(object, bytes);
      }
    }
    run(4, "verify", "--data");
    assertTrue(shell.out().startsWith("damaged  disk1  packs/"), shell.out());
    run(4, "verify", "--data", "--json");
    assertTrue(shell.out().contains("\"findings\":[{\"store\":\"disk1\""), shell.out());
    assertTrue(shell.out().contains("\"status\":\"damaged\",\"exitCode\":4"), shell.out());
  }

  @Test
  void whatOneStoreLostComesBackFromTheOthers() throws IOException {
    init();
    run(0, "backup", "source");
    Path lost = directory.resolve("disk2");
    Trees.delete(lost);
    Files.createDirectory(lost);
    String vault = "--vault";
    runAsIs(3, "repair", "--dry-run", vault, "keepsake.yaml");
    assertTrue(shell.out().contains("nothing was written"), shell.out());
    assertEquals(List.of(), List.of(Objects.requireNonNull(lost.toFile().list())));
    runAsIs(0, "repair", "--limit-upload", "1GiB", vault, "keepsake.yaml");
    assertTrue(shell.out().endsWith("every provider has everything\n"), shell.out());
    run(0, "verify", "--data");
    runAsIs(0, "repair", "--data", "--json", vault, "keepsake.yaml");
    assertTrue(
        shell
            .out()
            .contains(
                "{\"id\":\"disk2\",\"missing\":0,\"damaged\":0,\"repaired\":0,\"bytesWritten\":0,"
                    + "\"owed\":0,\"bytesOwed\":0}"),
        shell.out());
    runAsIs(2, "repair", "--provider", "disk4", vault, "keepsake.yaml");
    assertTrue(shell.err().contains("There is no provider 'disk4'."), shell.err());
  }

  @Test
  void theDemonstrationSucceedsAndCleansUp() throws IOException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    shell.with("TMPDIR", temporary.toString());
    runAsIs(0, "demo");
    assertTrue(
        shell.out().endsWith("verdict: every byte, name, mode, time and link is back\n"),
        shell.out());
    try (var left = Files.list(temporary)) {
      assertEquals(0, left.count(), "nothing is left behind");
    }
  }
}
