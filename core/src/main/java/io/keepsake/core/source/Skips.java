package io.keepsake.core.source;

import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SkippedItem.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what went wrong at an entry into the report that it is left out. */
public final class Skips {

  private Skips() {}

  /** The report for an entry that could not be read. */
  public static SkippedItem of(String path, IOException cause) {
    return switch (cause) {
      case NoSuchFileException e ->
          new SkippedItem(path, Reason.VANISHED, "It is no longer there.");
      case NotDirectoryException e ->
          new SkippedItem(path, Reason.VANISHED, "It is no longer a directory.");
      case FileSystemLoopException e ->
          new SkippedItem(path, Reason.VANISHED, "It was replaced by a symbolic link.");
      case ReplacedException e -> new SkippedItem(path, Reason.VANISHED, detail(e));
      case AccessDeniedException e -> new SkippedItem(path, Reason.DENIED, detail(e));
      default -> new SkippedItem(path, Reason.UNREADABLE, detail(cause));
    };
  }

  private static String detail(IOException cause) {
    String reason =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : String.valueOf(cause.getMessage());
    return reason.endsWith(".") ? reason : reason + ".";
  }
}
