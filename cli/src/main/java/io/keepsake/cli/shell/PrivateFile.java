package io.keepsake.cli.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  /**
   * Writes a file with mode 0600, in the place of the one that may be there: all of it or nothing,
   * and durably. Whoever reads it sees the one or the other. It belongs to whom that one belongs
   * to.
   *
   * @param file no symbolic link
   * @throws UnsyncedException if the new one is there, and whether it stays that is not sure
   * @throws IOException if it could not be written; the old one is as it was, and nothing is left
   *     behind
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path beside = Files.createTempFile(directory, ".keepsake-", ".new"); // with mode 0600
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      if (Files.exists(file)) {
        FileOwner.copy(file, beside);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true); // the name
    } catch (IOException e) {
      throw new UnsyncedException(directory, e);
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
