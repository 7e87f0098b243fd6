package io.keepsake.core.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.source.Shell;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(FileAccess.class)
class RestoreTargetTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_000_000_000, 123_456_789);

  @Parameter FileAccess access;
  @TempDir Path dir;
  private Path top;

  @BeforeEach
  void choose() {
    System.setProperty(FileAccess.PROPERTY, access.name());
    top = dir.resolve("top");
  }

  @AfterEach
  void restoreChoice() {
    System.clearProperty(FileAccess.PROPERTY);
  }

  private static EntryAttributes entry(RawName name, EntryKind kind, int mode, long size) {
    Owner me = new Owner(0, 0, "", "");
    return new EntryAttributes(name, kind, mode, me, TIME, TIME, size, 0, 0, 1, 0, RawName.EMPTY);
  }

  private static EntryAttributes directory(String name) {
    return entry(RawName.of(name), EntryKind.DIRECTORY, 0755, 0);
  }

  private static EntryAttributes file(String name, long size) {
    return entry(RawName.of(name), EntryKind.FILE, 0644, size);
  }

  private static EntryAttributes symlink(String name, String to) {
    return new EntryAttributes(
        RawName.of(name),
        EntryKind.SYMLINK,
        0777,
        Owner.NONE,
        TIME,
        TIME,
        0,
        0,
        0,
        1,
        0,
        RawName.of(to));
  }

  private static void put(RestoreTarget target, DirectoryHandle in, String name, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FileWriter writer = target.create(in, file(name, bytes.length));
    try {
      writer.write(0, bytes, 0, bytes.length);
      writer.commit(file(name, bytes.length), List.of());
    } finally {
      writer.abort();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "/etc", "a\0b", "../x"})
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      DirectoryHandle root = target.root();
      RawName raw = RawName.of(name);
      assertThrows(FileSystemException.class, () -> target.child(root, directory(name)));
      assertThrows(FileSystemException.class, () -> target.create(root, file(name, 0)));
      assertThrows(
          FileSystemException.class,
          () -> target.createSpecial(root, symlink(name, "x"), List.of()));
      assertThrows(FileSystemException.class, () -> target.hardLink(root, raw, root, raw));
      assertThrows(FileSystemException.class, () -> target.look(root, raw));
      assertThrows(FileSystemException.class, () -> target.openExisting(root, raw));
    }
  }

  @Test
  void aSymbolicLinkInTheWayIsNotFollowed() throws IOException {
    Path outside = Files.createDirectories(dir.resolve("outside"));
    Files.createDirectories(top);
    Files.createSymbolicLink(top.resolve("d"), outside);
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      assertThrows(FileSystemException.class, () -> target.child(target.root(), directory("d")));
    }
    assertTrue(Files.isSymbolicLink(top.resolve("d")));
  }

  @Test
  void aSymbolicLinkPlantedDuringTheRestoreIsNotFollowed() throws IOException {
    Path outside = Files.createDirectories(dir.resolve("outside"));
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      DirectoryHandle d = target.child(target.root(), directory("d"));
      Files.delete(top.resolve("d"));
      Files.createSymbolicLink(top.resolve("d"), outside);
      assertThrows(FileSystemException.class, () -> put(target, d, "f", "x"));
    }
    assertEquals(0, outside.toFile().list().length);
  }

  @Test
  void aSymbolicLinkInPlaceOfAFileIsReplacedNotWrittenThrough() throws IOException {
    Files.createDirectories(top);
    Path victim = Files.writeString(dir.resolve("victim"), "safe");
    Files.createSymbolicLink(top.resolve("f"), victim);
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      assertTrue(target.openExisting(target.root(), RawName.of("f")).isEmpty());
      put(target, target.root(), "f", "new");
    }
    assertEquals("safe", Files.readString(victim));
    assertFalse(Files.isSymbolicLink(top.resolve("f")));
    assertEquals("new", Files.readString(top.resolve("f")));
  }

  @Test
  void whatIsThereIsKeptUnlessReplacing() throws IOException {
    Files.createDirectories(top);
    Files.writeString(top.resolve("f"), "old");
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      DirectoryHandle root = target.root();
      assertThrows(FileAlreadyExistsException.class, () -> put(target, root, "f", "new"));
      put(target, root, "g", "1");
      assertThrows(
          FileAlreadyExistsException.class,
          () -> target.createSpecial(root, symlink("f", "x"), List.of()));
      assertThrows(
          FileAlreadyExistsException.class,
          () -> target.hardLink(root, RawName.of("g"), root, RawName.of("f")));
    }
    assertEquals("old", Files.readString(top.resolve("f")));
    assertEquals(2, top.toFile().list().length);
  }

  @Test
  void aNameTakenWhileWritingIsKept() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      FileWriter writer = target.create(target.root(), file("f", 0));
      Files.writeString(top.resolve("f"), "faster");
      assertThrows(FileAlreadyExistsException.class, () -> writer.commit(file("f", 0), List.of()));
    }
    assertEquals("faster", Files.readString(top.resolve("f")));
    assertEquals(1, top.toFile().list().length);
  }

  @Test
  void aDirectoryIsNeverReplacedByAFile() throws IOException {
    Files.createDirectories(top.resolve("f"));
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      assertThrows(FileAlreadyExistsException.class, () -> put(target, target.root(), "f", "x"));
    }
    assertEquals(1, top.toFile().list().length);
  }

  @Test
  void replacingAHardLinkByItselfLeavesOneOfEach() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
      DirectoryHandle root = target.root();
      put(target, root, "a", "1");
      put(target, root, "b", "2");
      target.hardLink(root, RawName.of("a"), root, RawName.of("b"));
      target.hardLink(root, RawName.of("a"), root, RawName.of("b"));
    }
    assertEquals("1", Files.readString(top.resolve("b")));
    assertEquals(2, top.toFile().list().length);
    assertEquals(2, Files.getAttribute(top.resolve("a"), "unix:nlink"));
  }

  @Test
  void anAbortedFileLeavesNothing() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      FileWriter writer = target.create(target.root(), file("f", 3));
      writer.write(0, new byte[3], 0, 3);
      assertEquals(1, top.toFile().list().length);
      writer.abort();
      writer.abort();
    }
    assertEquals(0, top.toFile().list().length);
  }

  @Test
  void leftOversOfAKilledRestoreAreRemoved() throws IOException {
    Files.createDirectories(top.resolve("d"));
    Files.writeString(top.resolve(".keepsake-0123-1.partial"), "");
    Files.writeString(top.resolve("d/.keepsake-0123-2.partial"), "");
    Files.createSymbolicLink(top.resolve("d/.keepsake-0123-3.partial"), Path.of("x"));
    Files.writeString(top.resolve("d/keepsake-mine.partial"), "");
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      target.child(target.root(), directory("d"));
    }
    assertEquals(List.of("d"), List.of(top.toFile().list()));
    assertEquals(List.of("keepsake-mine.partial"), List.of(top.resolve("d").toFile().list()));
  }

  @Test
  void enteringADirectoryTwiceKeepsFilesBeingWritten() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      DirectoryHandle d = target.child(target.root(), directory("d"));
      FileWriter writer = target.create(d, file("f", 0));
      target.child(target.root(), directory("d"));
      writer.commit(file("f", 0), List.of());
    }
    assertTrue(Files.exists(top.resolve("d/f")));
  }

  @Test
  void partsAreWrittenInAnyOrderFromManyThreads() throws Exception {
    byte[] all = new byte[3_000_000];
    new java.util.Random(1).nextBytes(all);
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE);
        var threads = Executors.newFixedThreadPool(4)) {
      FileWriter writer = target.create(target.root(), file("f", all.length));
      List<Callable<Boolean>> parts = new ArrayList<>();
      for (int at = 0; at < all.length; at += 70_001) {
        int from = at;
        parts.addFirst(
            () -> {
              writer.write(from, all, from, Math.min(70_001, all.length - from));
              return true;
            });
      }
      for (var part : threads.invokeAll(parts)) {
        assertTrue(part.get());
      }
      writer.commit(file("f", all.length), List.of());
    }
    assertArrayEquals(all, Files.readAllBytes(top.resolve("f")));
    assertEquals(TIME, Files.getLastModifiedTime(top.resolve("f")).toInstant());
  }

  @Test
  void holesStayHoles() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      FileWriter writer = target.create(target.root(), file("f", 64 << 20));
      writer.write(16 << 20, new byte[] {1}, 0, 1);
      writer.commit(file("f", 64 << 20), List.of());
    }
    assertEquals(64 << 20, Files.size(top.resolve("f")));
    Shell.run(top, "test $(stat -c %b f) -lt 100");
  }

  @Test
  void whatIsLongerThanItsSizeIsCut() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      FileWriter writer = target.create(target.root(), file("f", 9));
      writer.write(0, new byte[9], 0, 9);
      writer.commit(file("f", 4), List.of());
    }
    assertEquals(4, Files.size(top.resolve("f")));
  }

  @Test
  void existingFilesCanBeCompared() throws IOException {
    Files.createDirectories(top.resolve("d"));
    Files.writeString(top.resolve("f"), "hello");
    Shell.run(top, "mkfifo fifo");
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      DirectoryHandle root = target.root();
      assertTrue(target.openExisting(root, RawName.of("no")).isEmpty());
      assertTrue(target.openExisting(root, RawName.of("d")).isEmpty());
      assertTrue(target.openExisting(root, RawName.of("fifo")).isEmpty());
      assertTrue(target.look(root, RawName.of("no")).isEmpty());
      assertEquals(EntryKind.FIFO, target.look(root, RawName.of("fifo")).orElseThrow().kind());
      try (ExistingFile file = target.openExisting(root, RawName.of("f")).orElseThrow()) {
        byte[] read = new byte[10];
        assertEquals(5, file.attributes().size());
        assertEquals(3, file.read(2, read, 1, 9));
        assertEquals('l', read[1]);
        assertEquals(-1, file.read(5, read, 0, 10));
      }
    }
  }

  @Test
  void moreDirectoriesThanDescriptorsAreServed() throws IOException {
    try (RestoreTarget target = RestoreTarget.open(top, Replacement.REFUSE)) {
      List<DirectoryHandle> handles = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        DirectoryHandle outer = target.child(target.root(), directory("d" + i));
        for (int j = 0; j < 50; j++) {
          handles.add(target.child(outer, directory("s" + j)));
        }
      }
      for (DirectoryHandle handle : handles) {
        put(target, handle, "f", "x");
      }
      try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
        assertTrue(descriptors.count() < 700, "descriptors are bounded");
      }
      for (DirectoryHandle handle : handles) {
        target.finishDirectory(handle, directory("x"), List.of());
      }
    }
    try (var files = Files.walk(top)) {
      assertEquals(1500, files.filter(Files::isRegularFile).count());
    }
    assertEquals(
        TIME,
        Files.getLastModifiedTime(top.resolve("d3/s4"), LinkOption.NOFOLLOW_LINKS).toInstant());
  }

  @Test
  void closingGivesEveryDescriptorBack() throws IOException {
    long before;
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      before = descriptors.count();
    }
    for (int i = 0; i < 5; i++) {
      try (RestoreTarget target = RestoreTarget.open(top, Replacement.REPLACE)) {
        for (int j = 0; j < 300; j++) {
          put(target, target.child(target.root(), directory("d" + j)), "f", "x");
        }
      }
    }
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      assertTrue(descriptors.count() <= before + 5, "descriptors leak");
    }
  }
}
