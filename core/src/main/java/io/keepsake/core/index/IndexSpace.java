package io.keepsake.core.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * How much of an index is kept in memory, and where the rest of it goes: into temporary files,
 * which have no name while they are used, so that nothing is left of them when the process is
 * killed.
 *
 * @param directory where temporary files are made; without one, where the system wants them
 * @param chunksInMemory about how many chunks are kept in memory, at some 40 bytes each
 */
public record IndexSpace(Optional<Path> directory, int chunksInMemory) {

  /** For most: 60 MiB of memory for each index, and the directory that the system names. */
  public static final IndexSpace STANDARD =
      new IndexSpace(
          Optional.empty(), Integer.getInteger("keepsake.index.chunks-in-memory", 1_500_000));

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if nothing were in memory
   */
  public IndexSpace {
    if (chunksInMemory < 1) {
      throw new IllegalArgumentException("An index needs room for a chunk: " + chunksInMemory);
    }
  }

  /** As much in memory, and the rest in a directory, which is made when it is needed. */
  public IndexSpace in(Path other) {
    return new IndexSpace(Optional.of(other), chunksInMemory);
  }

  /** How many chunks of each part of a table are kept in memory. */
  int chunksInPart() {
    return Math.max(1, chunksInMemory / ChunkIndex.SEGMENTS);
  }

  /** An empty file, which nobody else sees where the system can do that. */
  FileChannel newFile() throws IOException {
    Path file;
    if (directory.isPresent()) {
      Files.createDirectories(directory.get());
      file = Files.createTempFile(directory.get(), "index-", ".tmp");
    } else {
      file = Files.createTempFile("keepsake-index-", ".tmp");
    }
    return FileChannel.open(
        file,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** What to throw of a failure to write there. */
  IOException failure(IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      InterruptedIOException interrupt =
          new InterruptedIOException("Interrupted while the index was written to a file");
      interrupt.initCause(cause);
      return interrupt;
    }
    String where = directory.map(Path::toString).orElse(System.getProperty("java.io.tmpdir"));
    return new IOException(
        "The index of the vault is too large for memory, and cannot be put into temporary files in %s: %s"
            .formatted(where, cause.getMessage()),
        cause);
  }
}
