package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.demo.TreeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots are forgotten by policies and by name, and held ones stay. */
final class ForgetCommandTest {

  @TempDir Path directory;
  private TestShell shell;
  private Path source;

  @BeforeEach
  void aVault() throws IOException {
    shell = new TestShell(directory);
    source = Files.createDirectories(directory.resolve("source"));
    run(0, "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key");
  }

  private void run(int code, String line, String... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    words.addAll(List.of(more));
    if (Files.exists(directory.resolve("key")) && !words.getFirst().equals("repair")) {
      words.addAll(List.of("--key-file", "key"));
    }
    assertEquals(code, shell.run(words.toArray(String[]::new)), () -> shell.out() + shell.err());
  }

  /** Makes a backup; answers the id of the snapshot. */
  private String backup(String... more) throws IOException {
    Files.writeString(source.resolve("guests.csv"), "guest " + System.nanoTime());
    run(0, "backup source --host studio --json", more);
    return text("\"id\":\"([0-9a-f]{64})\"");
  }

  private String text(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(shell.out());
    assertTrue(matcher.find(), () -> pattern + " is not in " + shell.out());
    return matcher.group(matcher.groupCount());
  }

  private List<String> listed() {
    run(0, "snapshots --json");
    return Pattern.compile("\"id\":\"([0-9a-f]{64})\"")
        .matcher(shell.out())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private boolean isStored(String disk, String snapshot) {
    return Files.exists(directory.resolve(disk).resolve("snapshots").resolve(snapshot));
  }

  private static String abbreviated(String id) {
    return id.substring(0, 12);
  }

  @Test
  void aPolicyIsShownAndCarriedOut() throws IOException {
    String first = backup();
    String second = backup();
    String third = backup();
    run(0, "forget --keep-last 2 --dry-run");
    text("(?m)^host studio, paths .*source$");
    text("remove +" + abbreviated(first) + " .* no rule keeps it");
    text("keep +" + abbreviated(third) + " .* studio +last 1\n");
    text("1 snapshot would be forgotten\n");
    assertEquals(List.of(first, second, third), listed());
    run(0, "forget --keep-last 2");
    assertTrue(shell.out().endsWith("\n1 snapshot forgotten\n"), shell.out());
    assertEquals(List.of(second, third), listed());
    for (String disk : List.of("disk1", "disk2", "disk3")) {
      assertFalse(isStored(disk, first), disk);
    }
    run(0, "status");
    assertTrue(shell.out().endsWith("every provider has everything\n"), shell.out());
    run(0, "verify --data");
    run(0, "repair --data");
    run(0, "restore latest --target out");
    Path restored = directory.resolve("out").resolve(Path.of("/").relativize(source));
    assertEquals(List.of(), TreeComparison.of(source, restored).differences());
  }

  @Test
  void whatADiskStillHasDoesNotComeBack() throws IOException {
    String first = backup();
    backup();
    Path disk = directory.resolve("disk2");
    Files.move(disk, directory.resolve("unplugged"));
    run(3, "forget --keep-last 1");
    text("1 snapshot forgotten; the next 'keepsake forget' takes them from disk2\n");
    Files.move(directory.resolve("unplugged"), disk);
    assertTrue(isStored("disk2", first));
    assertEquals(1, listed().size());
    run(0, "repair");
    assertFalse(isStored("disk1", first), "a repair brings nothing back");
    run(0, "backup source --host studio");
    assertFalse(isStored("disk1", first), "nor does a backup that pays debts");
    assertFalse(isStored("disk3", first));
    run(0, "status");
    assertTrue(shell.out().endsWith("every provider has everything\n"), shell.out());
    run(0, "verify --data");
    run(0, "forget --keep-last 9");
    text("1 snapshot forgotten before taken from providers that still had it");
    assertFalse(isStored("disk2", first));
    run(0, "forget --keep-last 9");
    assertTrue(shell.out().endsWith("0 snapshots forgotten\n"), shell.out());
  }

  @Test
  void tooFewDisksForgetNothing() throws IOException {
    String first = backup();
    backup();
    Files.move(directory.resolve("disk2"), directory.resolve("unplugged2"));
    Files.move(directory.resolve("disk3"), directory.resolve("unplugged3"));
    run(1, "forget --keep-last 1");
    assertTrue(isStored("disk1", first));
  }

  @Test
  void aHeldSnapshotStays() throws IOException {
    String first = backup();
    String second = backup();
    run(2, "hold " + abbreviated(first));
    assertTrue(shell.err().contains("--reason"), shell.err());
    run(0, "hold " + abbreviated(first), "--reason", "a dispute");
    run(0, "hold list");
    text(abbreviated(first) + " .* a dispute");
    run(0, "forget --keep-last 1");
    text("keep +" + abbreviated(first) + " .* held: a dispute");
    run(2, "forget --yes " + abbreviated(first));
    assertTrue(shell.err().contains("is held (a dispute); nothing was forgotten"), shell.err());
    assertEquals(List.of(first, second), listed());
    run(0, "hold release " + abbreviated(first), "--reason", "settled");
    run(0, "hold list");
    assertEquals("no snapshot is held\n", shell.out());
    run(0, "verify --data");
    run(0, "forget --keep-last 1");
    assertEquals(List.of(second), listed());
  }

  @Test
  void namedSnapshotsNeedAYes() throws IOException {
    String only = backup();
    run(2, "forget " + abbreviated(only));
    assertTrue(shell.err().contains("Say --yes"), shell.err());
    run(0, "forget " + abbreviated(only), "--dry-run");
    text("1 snapshot would be forgotten");
    run(2, "forget --keep-last 1 --yes " + abbreviated(only));
    run(0, "forget --yes " + abbreviated(only), "--json", "--reason", "wrong folder");
    text("\"forgotten\":\\[\"" + only + "\"]");
    assertEquals(List.of(), listed());
    run(2, "forget --yes " + abbreviated(only));
    run(2, "restore " + abbreviated(only), "--target", "out");
  }

  @Test
  void aPolicyThatWouldKeepNothingIsRefused() throws IOException {
    String only = backup("--label", "event=smith");
    run(2, "forget --keep-label event=jones");
    assertTrue(shell.err().contains("would keep no snapshot of host studio"), shell.err());
    run(0, "forget --keep-label event=smith");
    assertEquals(List.of(only), listed());
    run(2, "forget");
    run(2, "forget --host studio");
    run(2, "forget --keep-daily 0");
    assertTrue(shell.err().contains("--keep-daily 0: a whole number of 1"), shell.err());
    run(2, "forget --keep-within soon");
    run(2, "forget --keep-last 1 --group-by moon");
    run(2, "forget --keep-last 1 --zone Moon");
  }

  @Test
  void theVaultFileSaysWhatIsKept() throws IOException {
    String first = backup("--label", "kind=contract");
    String second = backup();
    String third = backup();
    Path file = directory.resolve("keepsake.yaml");
    String text = Files.readString(file);
    Files.writeString(
        file,
        text
            + """
            retention:
              - keep-last: 1
                group-by: none
              - label: kind=contract
            """);
    run(0, "forget");
    text("keep +" + abbreviated(first) + " .* a policy without rules");
    assertEquals(List.of(first, third), listed());
    assertFalse(listed().contains(second));
    Files.writeString(file, text + "retention: { keep-dayly: 7, keep-within: 3 }\n");
    run(2, "forget");
    assertTrue(shell.err().contains("did you mean 'keep-daily'?"), shell.err());
    assertTrue(shell.err().contains("retention.keep-within"), shell.err());
  }
}
