package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left of a couple that asks for it, and the others lose nothing. */
final class EraseCommandTest {

  private static final String SMITH =
      "erase --label couple=smith --reason by-letter --key-file key";

  @TempDir Path directory;
  private TestShell shell;

  /** Two couples, who share a film and have a list of their own each. */
  @BeforeEach
  void twoCouples() throws IOException {
    shell = new TestShell(directory);
    run(0, "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key");
    write("smith/vows.mov", 1, 700_000);
    write("jones/vows.mov", 2, 600_000);
    write("smith/fireworks.mov", 3, 200_000);
    write("jones/fireworks.mov", 3, 200_000);
    run(0, "backup smith --label couple=smith --key-file key");
    run(0, "backup jones --label couple=jones --key-file key");
  }

  private void write(String name, long seed, int size) throws IOException {
    byte[] film = new byte[size];
    new SplittableRandom(seed).nextBytes(film);
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, film);
  }

  private void run(int code, String line) {
    assertEquals(code, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
  }

  private void assertTells(String pattern) {
    assertTrue(
        Pattern.compile(pattern).matcher(shell.out()).find(),
        () -> pattern + " is not in " + shell.out());
  }

  private long stored(String disk) throws IOException {
    try (Stream<Path> paths = Files.walk(directory.resolve(disk).resolve("packs"))) {
      return paths.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    }
  }

  @Test
  void whatOnlyTheyHadIsGoneAndThatIsShown() throws IOException {
    long before = stored("disk1");
    run(0, SMITH + " --dry-run");
    assertTells("(?m)^1 snapshot would be erased$");
    assertEquals(before, stored("disk1"));
    run(0, SMITH + " --yes");
    assertTells("(?m)^1 snapshot erased, [1-9][0-9]* packs? deleted$");
    assertTells("(?m)^[1-9][0-9]* parts? of theirs .*: gone");
    assertTells("(?m)^[1-9][0-9]* parts? that other snapshots have too: kept$");
    assertTells("(?m)^nothing of it is left at any provider$");
    for (String disk : List.of("disk1", "disk2", "disk3")) {
      assertTrue(before - stored(disk) > 690_000, disk + " " + before + " " + stored(disk));
    }
    run(0, "verify --data --key-file key");
    run(0, "restore latest --target out --key-file key");
    Path jones = directory.resolve("jones/fireworks.mov");
    Path restored = directory.resolve("out").resolve(Path.of("/").relativize(jones));
    assertEquals(-1, Files.mismatch(jones, restored));
    run(0, "audit show --key-file key");
    assertTells("erase");
    assertTells("by-letter");
    run(2, SMITH + " --yes");
    assertTrue(shell.err().contains("No snapshot has the label couple=smith"), shell.err());
  }

  @Test
  void itAsksFirstAndTakesNothingThatIsHeld() throws IOException {
    long before = stored("disk1");
    run(2, SMITH);
    assertTrue(shell.err().contains("--yes"), shell.err());
    run(2, "erase --label couple=smith --key-file key --yes");
    assertTrue(shell.err().contains("--reason"), shell.err());
    run(0, "hold latest --reason dispute --key-file key");
    run(2, "erase --label couple=jones --reason by-letter --yes --key-file key");
    assertTrue(shell.err().contains("is held"), shell.err());
    assertEquals(before, stored("disk1"));
  }

  @Test
  void whereAProviderIsAwayNothingIsSaidToBeShown() throws IOException {
    Path away = Files.move(directory.resolve("disk3"), directory.resolve("away"));
    run(3, SMITH + " --yes --json");
    assertTells("\"proven\":false");
    assertTells("\"pending\":\\{\"disk3\":");
    Files.move(away, directory.resolve("disk3"));
    run(0, "repair");
    run(0, "prune --max-unused 0% --key-file key");
    assertFalse(stored("disk3") > 900_000, "some of it is left");
    run(0, "verify --data --key-file key");
  }
}
