package io.keepsake.cli.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFileTest {

  @TempDir Path directory;

  @Test
  void onlyTheOwnerCanRead() throws IOException {
    Path file = directory.resolve("key");
    PrivateFile.write(file, new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Optional.empty(), PrivateFile.openness(file));
  }

  @Test
  void whatIsThereStays() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");
    assertThrows(FileAlreadyExistsException.class, () -> PrivateFile.write(file, new byte[] {1}));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void oneIsReplacedWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    PrivateFile.replace(file, new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Path occupied = Files.createDirectories(directory.resolve("d/full")).getParent();
    assertThrows(IOException.class, () -> PrivateFile.replace(occupied, new byte[] {1}));
    try (var all = Files.list(directory)) {
      assertEquals(2, all.count(), "nothing is left behind");
    }
  }

  /** Only root can give a file away, and only root would take one away from who reads it. */
  @Test
  void itsOwnerStaysItsOwner() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");
    assumeTrue("root".equals(Files.getOwner(file).getName()), "only root can");
    Files.setAttribute(file, "unix:uid", 12345);
    Files.setAttribute(file, "unix:gid", 12346);
    PrivateFile.replace(file, new byte[] {1});
    assertEquals(12345, Files.getAttribute(file, "unix:uid"));
    assertEquals(12346, Files.getAttribute(file, "unix:gid"));
  }

  @Test
  void whatIsNotSureIsToldApart() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("-wx------"));
    try {
      assumeFalse(Files.isReadable(directory), "root may read everything");
      assertThrows(UnsyncedException.class, () -> PrivateFile.replace(file, new byte[] {1}));
      assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void openFilesAreTold() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "mine");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertTrue(PrivateFile.openness(file).orElseThrow().contains("rw-r-----"));
  }
}
