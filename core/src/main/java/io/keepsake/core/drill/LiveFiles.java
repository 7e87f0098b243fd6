package io.keepsake.core.drill;

import io.keepsake.core.spi.source.EntryAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Compares restored files with those that were backed up, where these are still as they were. */
public final class LiveFiles {

  /** What came of a comparison. */
  public enum Outcome {
    /** Both have the same bytes. */
    SAME,
    /** They differ, though size and time are the same. */
    DIFFERENT,
    /** There is no such file on this machine any more, it may not be read, or it changed. */
    NOT_COMPARED
  }

  private final Path restored;

  /** For files that were restored below that directory. */
  public LiveFiles(Path restored) {
    this.restored = restored;
  }

  /**
   * Compares one file byte by byte.
   *
   * @param path its path in the snapshot. One with a backslash has a name that is no plain text, or
   *     a backslash of its own; it is not compared
   * @param then what it was when it was backed up
   */
  public Outcome compare(String path, EntryAttributes then) {
    if (path.indexOf('\\') >= 0) {
      return Outcome.NOT_COMPARED;
    }
    try {
      Path live = Path.of(path);
      Path copy = restored.resolve(path.substring(1));
      if (!isAsItWas(live, then)) {
        return Outcome.NOT_COMPARED;
      }
      boolean same = Files.mismatch(live, copy) < 0;
      if (same) {
        return Outcome.SAME;
      }
      return isAsItWas(live, then) ? Outcome.DIFFERENT : Outcome.NOT_COMPARED;
    } catch (IOException | InvalidPathException e) {
      return Outcome.NOT_COMPARED; // the stored hashes have been compared all the same
    }
  }

  private static boolean isAsItWas(Path live, EntryAttributes then) {
    return attributes(live)
        .filter(BasicFileAttributes::isRegularFile)
        .filter(now -> now.size() == then.size())
        .filter(now -> now.lastModifiedTime().toInstant().equals(then.modified()))
        .isPresent();
  }

  private static Optional<BasicFileAttributes> attributes(Path live) {
    try {
      return Optional.of(
          Files.readAttributes(live, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
