package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.cli.demo.TreeComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Makes, copies, compares and removes trees of files. */
final class Trees {

  private static final int BIG_FILES = 8;

  /** In all, enough for three data packs: one of full size, and two with the rest. */
  private static final int BIG_BYTES = 6 << 20;

  private Trees() {}

  /** A small tree: files of all sizes up to a few chunks, a link, an empty file and directory. */
  static void makeFirst(Path root, SplittableRandom random) throws IOException {
    for (int i = 0; i < 150; i++) {
      write(root.resolve("guests/table-" + i % 10 + "/guest-" + i), 3000 + 40 * i, random);
    }
    write(root.resolve("photos/first.raw"), 3 << 20, random);
    write(root.resolve("photos/empty"), 0, random);
    Files.createSymbolicLink(root.resolve("photos/best"), Path.of("first.raw"));
    Files.createDirectory(root.resolve("nothing yet"));
  }

  /** Changes the small tree and adds several packs' worth to it. */
  static void makeSecond(Path root, SplittableRandom random) throws IOException {
    for (int i = 0; i < BIG_FILES; i++) {
      write(root.resolve("films/film-" + i), BIG_BYTES, random);
    }
    for (int i = 0; i < 200; i++) {
      write(root.resolve("letters/of-" + i % 7 + "/letter-" + i), 500 + 90 * i, random);
    }
    for (int i = 0; i < 150; i += 9) {
      write(root.resolve("guests/table-" + i % 10 + "/guest-" + i), 5000, random);
    }
    Files.delete(root.resolve("guests/table-1/guest-1"));
  }

  private static void write(Path file, int length, SplittableRandom random) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    Files.write(file, bytes);
  }

  /** Copies a tree with the times of everything in it. */
  static void copy(Path from, Path to) throws IOException {
    try (var entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Files.copy(
            entry,
            to.resolve(from.relativize(entry)),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    }
    copyDirectoryTimes(from, to);
  }

  private static void copyDirectoryTimes(Path from, Path to) throws IOException {
    try (var entries = Files.walk(from)) {
      for (Path directory : entries.filter(e -> Files.isDirectory(e)).toList()) {
        Files.setLastModifiedTime(
            to.resolve(from.relativize(directory)), Files.getLastModifiedTime(directory));
      }
    }
  }

  /** Copies a tree of files that nobody changes in place, by giving each another name. */
  static void link(Path from, Path to) throws IOException {
    try (var entries = Files.walk(from)) {
      for (Path entry : entries.toList()) {
        Path twin = to.resolve(from.relativize(entry));
        if (Files.isDirectory(entry)) {
          Files.createDirectories(twin);
        } else {
          Files.createLink(twin, entry);
        }
      }
    }
  }

  /** Both trees are the same in names, kinds, bytes, modes, times and links. */
  static void requireSame(Path expected, Path actual) throws IOException {
    TreeComparison comparison = TreeComparison.of(expected, actual);
    assertEquals(List.of(), comparison.differences());
  }

  static void delete(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    try (var entries = Files.walk(root)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
