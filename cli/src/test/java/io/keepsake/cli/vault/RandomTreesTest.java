package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.vault.Difference;
import io.keepsake.core.vault.Difference.Change;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Trees made and changed by chance come back exactly, and their differences are told. */
final class RandomTreesTest {

  private record Entry(boolean directory, String content, Object modified, Object mode) {}

  @Property(tries = 20)
  void comeBackAndDiffer(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("keepsake-random");
    try (Vault vault = new VaultPlace(directory.resolve("stores")).create()) {
      SplittableRandom random = new SplittableRandom(seed);
      Path source = Files.createDirectory(directory.resolve("source"));
      change(source, random, 15);
      Map<String, Entry> before = entries(source);
      Snapshot first = VaultPlace.backup(vault, source).snapshot();
      change(source, random, 10);
      Map<String, Entry> after = entries(source);
      Snapshot second = VaultPlace.backup(vault, source).snapshot();
      assertRestores(vault, first, source, before, directory.resolve("first"));
      assertRestores(vault, second, source, after, directory.resolve("second"));
      Map<String, Change> told = new TreeMap<>();
      vault.differences(first.id(), second.id(), difference -> add(told, source, difference));
      assertEquals(differences(before, after), told);
    } finally {
      delete(directory);
    }
  }

  private static void add(Map<String, Change> told, Path source, Difference difference) {
    if (difference.path().startsWith(source + "/")) { // the rest is not ours: /tmp and above
      String name = difference.path().substring(source.toString().length() + 1);
      assertEquals(null, told.put(name, difference.change()), "told twice: " + name);
    }
  }

  private static void assertRestores(
      Vault vault, Snapshot snapshot, Path source, Map<String, Entry> expected, Path target)
      throws IOException {
    assertEquals(0, VaultPlace.restore(vault, snapshot, target).problems());
    assertEquals(expected, entries(VaultPlace.below(target, source)));
  }

  /** Writes, deletes, makes directories and changes modes at random paths of three names. */
  private static void change(Path source, SplittableRandom random, int steps) throws IOException {
    for (int step = 0; step < steps; step++) {
      Path path = source;
      for (int depth = random.nextInt(1, 4); depth > 0; depth--) {
        Files.createDirectories(path);
        path = path.resolve(List.of("a", "b.txt", "ü").get(random.nextInt(3)));
        if (depth > 1 && Files.isRegularFile(path)) {
          Files.delete(path);
        }
      }
      switch (random.nextInt(5)) {
        case 0 -> delete(path);
        case 1 -> {
          if (Files.isRegularFile(path)) {
            Files.setAttribute(path, "unix:mode", random.nextBoolean() ? 0600 : 0644);
          }
        }
        case 2 -> {
          delete(path);
          Files.createDirectory(path);
        }
        default -> {
          delete(path);
          Files.write(path, Trees.random(random.nextInt(4), random.nextInt(2) * 3000));
        }
      }
    }
  }

  private static Map<String, Entry> entries(Path directory) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    Map<String, String> contents = Trees.contents(directory);
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(path -> !path.equals(directory)).toList()) {
        String name = directory.relativize(path).toString();
        Map<String, Object> attributes =
            Files.readAttributes(path, "unix:mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        entries.put(
            name,
            new Entry(
                Files.isDirectory(path),
                contents.getOrDefault(name, ""),
                attributes.get("lastModifiedTime"),
                attributes.get("mode")));
      }
    }
    return entries;
  }

  private static Map<String, Change> differences(
      Map<String, Entry> before, Map<String, Entry> after) {
    Map<String, Change> differences = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Entry one = before.get(name);
      Entry other = after.get(name);
      if (one == null) {
        differences.put(name, Change.ADDED);
      } else if (other == null) {
        differences.put(name, Change.REMOVED);
      } else if (one.directory() != other.directory() || !one.content().equals(other.content())) {
        differences.put(name, Change.CONTENT);
      } else if (!one.equals(other)) {
        differences.put(name, Change.ATTRIBUTES);
      }
    }
    return differences;
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> paths = Files.walk(path)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
