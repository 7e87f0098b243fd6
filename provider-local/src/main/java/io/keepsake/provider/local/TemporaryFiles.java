package io.keepsake.provider.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The area for files that are being written, and the removal of what a crash left there. */
final class TemporaryFiles {

  /** A file that nobody has written to for so long has no writer any more. */
  static final Duration LEFTOVER_AGE = Duration.ofDays(1);

  private final Path directory;
  private final AtomicBoolean cleaned = new AtomicBoolean();

  TemporaryFiles(LocalRoot root) {
    directory = root.path().resolve(LocalRoot.TEMPORARY);
  }

  /** A name that no one else uses. */
  Path fresh() {
    return directory.resolve(UUID.randomUUID().toString());
  }

  /** Creates the file for writing, and the area if need be; the root must exist. */
  FileChannel create(Path file) throws IOException {
    try {
      return open(file);
    } catch (NoSuchFileException e) {
      try {
        Files.createDirectory(directory);
      } catch (FileAlreadyExistsException raced) {
        // another writer was faster
      }
      return open(file);
    }
  }

  /**
   * Removes leftovers, once in the life of a store. How old they are is told by comparison with a
   * file just written, because the clock of a file server is not that of this machine.
   */
  void removeLeftovers(Path justWritten) {
    if (!cleaned.compareAndSet(false, true)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      Instant limit = Files.getLastModifiedTime(justWritten).toInstant().minus(LEFTOVER_AGE);
      for (Path file : files) {
        removeIfOlder(file, limit);
      }
    } catch (IOException e) {
      // Leftovers take room and harm nothing else; the next process tries again.
    }
  }

  private static void removeIfOlder(Path file, Instant limit) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // someone else removed it, or may not be removed by this user
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
