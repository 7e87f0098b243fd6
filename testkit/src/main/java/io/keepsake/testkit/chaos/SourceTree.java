package io.keepsake.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Files that are backed up, and change by chance: written, changed, removed, renamed, copied,
 * linked.
 *
 * @param root the directory
 */
record SourceTree(Path root) {

  private static final List<String> NAMES = List.of("ada", "grace.txt", "späte Gäste", "photos");
  private static final int MOST_CHANGES = 5;
  private static final int SMALL = 3_000;
  private static final int LARGE = 60_000;

  /** Changes some files; the same seed on the same tree has the same result, but for times. */
  void change(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Files.createDirectories(root);
    for (int i = random.nextInt(1, MOST_CHANGES + 1); i > 0; i--) {
      changeOne(place(random), random);
    }
  }

  /** A path of one to three names, below directories only. */
  private Path place(SplittableRandom random) throws IOException {
    Path path = root;
    for (int depth = random.nextInt(1, 4); depth > 0; depth--) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        delete(path);
        Files.createDirectory(path);
      }
      path = path.resolve(NAMES.get(random.nextInt(NAMES.size())));
    }
    return path;
  }

  private void changeOne(Path path, SplittableRandom random) throws IOException {
    switch (random.nextInt(12)) {
      case 0 -> delete(path);
      case 1 -> append(path, random);
      case 2, 3 -> copy(path, place(random), random);
      case 4 -> {
        Path target = place(random);
        if (!target.startsWith(path) && exists(path)) {
          delete(target);
          if (exists(path)) {
            Files.move(path, target);
          }
        }
      }
      case 5 -> attributes(path, random);
      case 6 -> {
        delete(path);
        Files.createSymbolicLink(path, Path.of("ada"));
      }
      default -> write(path, random);
    }
  }

  private static void write(Path path, SplittableRandom random) throws IOException {
    delete(path);
    byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? LARGE : SMALL)];
    if (random.nextBoolean()) { // the others compress
      random.nextBytes(bytes);
    }
    Files.write(path, bytes);
  }

  private static void append(Path path, SplittableRandom random) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = new byte[random.nextInt(SMALL)];
      random.nextBytes(bytes);
      Files.write(path, bytes, StandardOpenOption.APPEND);
    } else {
      write(path, random);
    }
  }

  /** A duplicate, rarely a hard link. */
  private static void copy(Path from, Path to, SplittableRandom random) throws IOException {
    if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS) || from.startsWith(to)) {
      return;
    }
    delete(to);
    if (random.nextInt(4) == 0) {
      Files.createLink(to, from);
    } else {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void attributes(Path path, SplittableRandom random) throws IOException {
    if (exists(path) && !Files.isSymbolicLink(path)) {
      int mode = Files.isDirectory(path) ? 0750 : random.nextBoolean() ? 0600 : 0644;
      Files.setAttribute(path, "unix:mode", mode);
      Instant time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      Files.setLastModifiedTime(path, FileTime.from(time));
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a tree, if it is there. */
  static void delete(Path path) throws IOException {
    if (exists(path)) {
      try (Stream<Path> paths = Files.walk(path)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
