package io.keepsake.cli.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Makes small trees of files and reads them back. */
final class Trees {

  private static final long CLOCK_TICK_MILLIS = 50;

  private Trees() {}

  /** A few files of pseudo-random content, an empty one and a directory. */
  static Path small(Path directory, long seed) throws IOException {
    Files.createDirectories(directory.resolve("sub/deep"));
    Files.write(directory.resolve("large"), random(seed, 300_000));
    Files.write(directory.resolve("sub/middle"), random(seed + 1, 20_000));
    Files.write(directory.resolve("sub/deep/tiny"), random(seed + 2, 10));
    Files.writeString(directory.resolve("text"), "some text\n".repeat(200));
    Files.createFile(directory.resolve("empty"));
    settle(directory);
    return directory;
  }

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** The content of every regular file by its path below the directory, in ISO 8859-1. */
  static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    if (!Files.exists(directory)) {
      return contents;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /**
   * Waits until the clock has moved on from the last change of a tree, so that a backup that begins
   * now trusts it to be at rest.
   */
  static void settle(Path directory) throws IOException {
    Instant last = Instant.MIN;
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        Object time = Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        Instant changed = ((FileTime) time).toInstant();
        last = changed.isAfter(last) ? changed : last;
      }
    }
    while (!Instant.now().isAfter(last.plusMillis(CLOCK_TICK_MILLIS))) {
      LockSupport.parkNanos(5_000_000);
    }
  }
}
