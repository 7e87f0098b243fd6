package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.demo.TreeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Space is given back, and who is in the way is told and can be sent away. */
final class PruneCommandTest {

  private static final List<String> DISKS = List.of("disk1", "disk2", "disk3");
  private static final int SIZE = 300_000;

  @TempDir Path directory;
  private TestShell shell;
  private Path source;

  @BeforeEach
  void twoSnapshotsOfWhichOneIsForgotten() throws IOException {
    shell = new TestShell(directory);
    source = Files.createDirectories(directory.resolve("source"));
    run(0, "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key");
    backup(1);
    backup(2);
    run(0, "forget --keep-last 1 --key-file key");
  }

  private void run(int code, String line) {
    assertEquals(code, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
  }

  private void backup(int seed) throws IOException {
    byte[] film = new byte[SIZE];
    new SplittableRandom(seed).nextBytes(film);
    Files.write(source.resolve("film.mov"), film);
    Files.writeString(source.resolve("guests.csv"), "guest " + seed);
    run(0, "backup source --key-file key");
  }

  private List<Path> files(String disk, String kind) throws IOException {
    try (Stream<Path> paths = Files.walk(directory.resolve(disk).resolve(kind))) {
      return paths.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private int packs(String disk) throws IOException {
    return files(disk, "packs").size();
  }

  private void assertTells(String pattern) {
    assertTrue(
        Pattern.compile(pattern).matcher(shell.out()).find(),
        () -> pattern + " is not in " + shell.out());
  }

  private void assertWholeAndRestorable() throws IOException {
    run(0, "status --key-file key");
    run(0, "verify --data --key-file key");
    run(0, "repair --data");
    run(0, "restore latest --target out --overwrite --key-file key");
    Path restored = directory.resolve("out").resolve(Path.of("/").relativize(source));
    assertEquals(List.of(), TreeComparison.of(source, restored).differences());
  }

  @Test
  void itSaysWhatGoesAndDeletesThat() throws IOException {
    int before = packs("disk1");
    run(0, "prune --dry-run --key-file key");
    assertTells("(?m)^[12] packs? and 1 index object would be deleted; 1 snapshot is kept$");
    assertTells("(?m)^  disk1: [23] objects, .* KiB$");
    assertEquals(before, packs("disk1"));
    run(0, "prune --key-file key");
    assertTells("(?m)^[12] packs? and 1 index object deleted; 1 snapshot is kept$");
    for (String disk : DISKS) {
      assertTrue(packs(disk) < before, disk);
      assertEquals(List.of(), files(disk, "sessions"), disk);
      assertEquals(List.of(), files(disk, "condemned"), disk);
    }
    run(0, "prune --json --key-file key");
    assertTells("\"packs\":0,\"indexObjects\":0,\"snapshotsKept\":1");
    assertWholeAndRestorable();
    run(0, "audit show --key-file key");
    assertTells("prune");
  }

  @Test
  void aDiskThatIsAwayLosesItsShareLater() throws IOException {
    int before = packs("disk2");
    Path away = Files.move(directory.resolve("disk2"), directory.resolve("unplugged"));
    run(3, "prune --key-file key");
    assertTrue(shell.err().contains("disk2"), shell.err());
    Files.move(away, directory.resolve("disk2"));
    assertEquals(before, packs("disk2"));
    run(0, "repair");
    assertEquals(before, packs("disk2"));
    assertTrue(packs("disk1") < before, "a repair brings nothing back");
    run(0, "prune --key-file key");
    assertEquals(packs("disk1"), packs("disk2"));
    assertWholeAndRestorable();
  }

  @Test
  void withTooFewProvidersNothingGoes() throws IOException {
    int before = packs("disk3");
    Files.move(directory.resolve("disk1"), directory.resolve("one"));
    Files.move(directory.resolve("disk2"), directory.resolve("two"));
    run(1, "prune --key-file key");
    assertEquals(before, packs("disk3"));
    Files.move(directory.resolve("one"), directory.resolve("disk1"));
    Files.move(directory.resolve("two"), directory.resolve("disk2"));
    assertWholeAndRestorable();
  }

  /** The session of a backup as it lies there while the backup runs. */
  private Path sessionOfABackup() throws IOException {
    CompletableFuture<Path> caught = new CompletableFuture<>();
    Thread watcher = Thread.startVirtualThread(() -> catchSession(caught));
    for (int seed = 3; !caught.isDone(); seed++) {
      backup(seed);
    }
    watcher.interrupt();
    return caught.join();
  }

  private void catchSession(CompletableFuture<Path> caught) {
    Path kept = directory.resolve("kept-session");
    while (!caught.isDone() && !Thread.interrupted()) {
      try {
        Optional<Path> found =
            files("disk1", "sessions").stream()
                .filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                .findAny();
        if (found.isPresent()) {
          Files.copy(found.get(), kept);
          caught.complete(Files.move(kept, directory.resolve(found.get().getFileName())));
        }
      } catch (IOException e) {
        // It was over meanwhile: the next backup has one, too.
      }
    }
  }

  /**
   * What a backup leaves that dies before its snapshot: its session, and packs that nobody needs.
   */
  private String abandonedSession() throws IOException {
    Path session = sessionOfABackup();
    String id = session.getFileName().toString();
    backup(0);
    run(0, "forget --keep-last 1 --key-file key");
    for (String disk : DISKS) {
      Path there = directory.resolve(disk).resolve("sessions");
      Files.copy(session, Files.createDirectories(there).resolve(id));
    }
    return id;
  }

  @Test
  void aBackupThatDiedIsWaitedForUntilItIsFenced() throws IOException {
    String id = abandonedSession();
    int before = packs("disk1");
    run(0, "sessions --key-file key");
    assertTells(id.substring(0, 12) + " +backup ");
    run(3, "prune --key-file key");
    assertTells("the rest waits for backups that run already");
    assertEquals(before, packs("disk1"));
    run(0, "sessions fence " + id.substring(0, 8) + " --key-file key");
    run(0, "sessions list --json --key-file key");
    assertTells("\"sessions\":\\[\\]");
    run(0, "prune --key-file key");
    assertTrue(packs("disk1") < before);
    assertWholeAndRestorable();
  }

  @Test
  void whoIsOlderThanAnyBackupIsFenced() throws Exception {
    String id = abandonedSession();
    run(3, "prune --fence-after 1h --key-file key");
    assertTells("the rest waits for backups");
    Thread.sleep(1_100); // it is older than a second then, whenever it was made
    run(0, "prune --fence-after 1s --key-file key");
    assertTells("session " + id.substring(0, 12) + " \\(backup by .* ended");
    assertWholeAndRestorable();
  }

  @Test
  void badInputIsRefusedInOneSentence() {
    run(2, "prune --wait -1 --key-file key");
    run(2, "prune --fence-after soon --key-file key");
    assertFalse(shell.err().contains("\tat "), shell.err());
    run(2, "sessions fence abcdef --key-file key");
    assertEquals(
        "keepsake: No session begins with 'abcdef'; 'keepsake sessions' lists them\n", shell.err());
  }
}
