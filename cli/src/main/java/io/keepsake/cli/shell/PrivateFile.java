package io.keepsake.cli.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files that only their owner may read. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFile() {}

  /**
   * Writes a new file with mode 0600.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one; it stays as it is
   * @throws IOException if it could not be written; nothing is left behind
   */
  public static void write(Path file, byte[] content) throws IOException {
    FileAttribute<?> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      writeOrDelete(channel, file, content);
    }
  }

  /** What to warn about if others may read or change a file that holds a secret. */
  public static Optional<String> openness(Path file) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (OWNER.containsAll(mode)) {
        return Optional.empty();
      }
      return Optional.of(
          "Others may read or change %s (%s); 'chmod 600' mends that."
              .formatted(file, PosixFilePermissions.toString(mode)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static void writeOrDelete(SeekableByteChannel channel, Path file, byte[] content)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
