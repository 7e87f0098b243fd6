package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.network.WrongClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Machines whose clocks are years apart: no clock decides what is deleted. One of them sleeps in
 * the middle of a backup, while another prunes.
 */
final class ClockSkewTest {

  private static final List<String> DISKS = List.of("disk1", "disk2");
  private static final int OLD_FILM = 3 << 20;

  /** More than two packs, so that the backup is under way when the first one is there. */
  private static final int NEW_FILM = 48 << 20;

  @TempDir private Path directory;
  private Unpacked unpacked;
  private Path source;

  private Map<String, String> clock(String offset) {
    Map<String, String> variables = new HashMap<>(WrongClock.environment(offset));
    variables.put("KEEPSAKE_PASSPHRASE", "correct horse battery staple");
    return variables;
  }

  private String[] words(String line) {
    String stores = " --to " + directory.resolve("disk1") + " --to " + directory.resolve("disk2");
    return (line + stores).split(" ", -1);
  }

  private Outcome keepsake(int code, String offset, String line) throws Exception {
    Outcome outcome = unpacked.run(unpacked.launcher(), clock(offset), words(line));
    assertEquals(code, outcome.code(), line + ": " + outcome.out() + outcome.err());
    return outcome;
  }

  private Set<String> packs() throws IOException {
    Set<String> all = new TreeSet<>();
    for (String disk : DISKS) {
      try (Stream<Path> files = Files.walk(directory.resolve(disk).resolve("packs"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.matches("[0-9a-f]{64}"))
            .forEach(all::add);
      } catch (NoSuchFileException e) {
        // It has none yet.
      }
    }
    return all;
  }

  private byte[] film(String name, int size, int seed) throws IOException {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    Files.write(source.resolve(name), bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"-20y, +30y", "+30y, -20y"})
  void whatASleepingBackupRefersToIsNotPruned(String sleeper, String pruner) throws Exception {
    unpacked = Unpacked.into(directory);
    source = Files.createDirectories(directory.resolve("source"));
    byte[] old = film("a.mov", OLD_FILM, 1);
    keepsake(0, "+0", "init");
    keepsake(0, sleeper, "backup " + source);
    keepsake(0, pruner, "backup " + source.resolve("a.mov"));
    keepsake(0, sleeper, "forget --keep-last 9"); // it forgets nothing, whatever day it is
    Set<String> first = packs();
    keepsake(0, pruner, "prune");
    assertEquals(first, packs(), "all of it is needed");
    forgetAll();
    byte[] young = film("b.mov", NEW_FILM, 2);
    Process backup = start(sleeper, "backup --limit-upload 8MiB " + source);
    try {
      await(backup, () -> !first.containsAll(packsNow()));
      signal("STOP", backup);
      Outcome waits = keepsake(3, pruner, "prune");
      assertTrue(waits.out().contains("the rest waits for backups that run already"), waits.out());
      assertTrue(packs().containsAll(first), "it is not known yet whether that is needed");
      signal("CONT", backup);
      assertTrue(backup.waitFor(3, TimeUnit.MINUTES), "the backup goes on and ends");
      assertEquals(0, backup.exitValue(), Files.readString(directory.resolve("said")));
    } finally {
      backup.destroyForcibly();
    }
    keepsake(0, pruner, "prune");
    keepsake(0, pruner, "verify --data");
    Path target = directory.resolve("restored");
    keepsake(0, pruner, "restore latest --target " + target);
    Path restored = target.resolve(Path.of("/").relativize(source.toRealPath()));
    assertArrayEquals(old, Files.readAllBytes(restored.resolve("a.mov")));
    assertArrayEquals(young, Files.readAllBytes(restored.resolve("b.mov")));
  }

  /** What there is is needed by nobody then. */
  private void forgetAll() throws Exception {
    String ids =
        keepsake(0, "+0", "snapshots --json")
            .out()
            .replaceAll("(?s)\"id\":\"([0-9a-f]{64})\"", "\n<$1>\n")
            .lines()
            .filter(line -> line.startsWith("<"))
            .map(line -> line.substring(1, 65))
            .reduce("", (all, id) -> all + " " + id);
    keepsake(0, "+0", "forget --yes" + ids);
  }

  private Process start(String offset, String line) throws IOException {
    return unpacked
        .process(unpacked.launcher(), clock(offset), words(line))
        .redirectErrorStream(true)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(directory.resolve("said").toFile())
        .start();
  }

  private Set<String> packsNow() {
    try {
      return packs();
    } catch (IOException e) {
      return Set.of(); // something went while it was looked at
    }
  }

  private void await(Process process, BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      assertTrue(process.isAlive(), Files.readString(directory.resolve("said")));
      Thread.sleep(5);
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }
}
