package io.keepsake.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileItemTest {

  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(dir.resolve("file"), "before");
  }

  private SourceItem walked() throws IOException {
    return RecordedWalk.of(dir).item(file);
  }

  @Test
  void aVanishedFileIsToldAsSuch() throws IOException {
    SourceItem item = walked();
    Files.delete(file);
    var thrown = assertThrows(NoSuchFileException.class, item::open);
    assertEquals(SkippedItem.Reason.VANISHED, Skips.of("f", thrown).reason());
  }

  @Test
  void aFileSwappedForAFifoDoesNotHang() throws IOException {
    SourceItem item = walked();
    Shell.run(dir, "rm file; mkfifo file");
    var thrown = assertThrows(ReplacedException.class, item::open);
    assertEquals(SkippedItem.Reason.VANISHED, Skips.of("f", thrown).reason());
  }

  @Test
  void aFileSwappedForASymbolicLinkIsNotRead() throws IOException {
    SourceItem item = walked();
    Files.writeString(dir.resolve("secret"), "secret");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("secret"));
    var thrown = assertThrows(FileSystemException.class, item::open);
    assertEquals(SkippedItem.Reason.VANISHED, Skips.of("f", thrown).reason());
  }

  @Test
  void aFileSavedAnewIsReadWithItsNewAttributes() throws IOException {
    SourceItem item = walked();
    Files.writeString(dir.resolve("new"), "after it all");
    Files.move(dir.resolve("new"), file, StandardCopyOption.ATOMIC_MOVE);
    assertEquals("after it all", RecordedWalk.text(item));
    try (SourceContent content = item.open()) {
      assertEquals(12, content.attributesNow().size());
    }
  }

  @Test
  void aDirectoryOnTheWaySwappedForASymbolicLinkIsNotFollowed() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("d"));
    file = Files.writeString(inner.resolve("f"), "mine");
    SourceItem item = walked();
    Path other = Files.createDirectories(dir.resolve("other"));
    Files.writeString(other.resolve("f"), "secret");
    Files.move(inner, dir.resolve("moved"));
    Files.createSymbolicLink(inner, other);
    assertThrows(NoSuchFileException.class, item::open);
  }

  @Test
  void growthWhileReadingShowsInTheAttributes() throws IOException {
    SourceItem item = walked();
    try (SourceContent content = item.open()) {
      Files.writeString(file, "longer than before");
      assertEquals(18, content.attributesNow().size());
    }
  }

  @Test
  void extendedAttributesComeInOrderOfTheirNames() throws IOException {
    Shell.python(
        dir,
        """
        import os
        os.setxattr("file", "user.b", b"\\0\\377")
        os.setxattr("file", "user.a", b"")
        """);
    assertEquals(
        List.of(
            new ExtendedAttribute(RawName.of("user.a"), new byte[0]),
            new ExtendedAttribute(RawName.of("user.b"), new byte[] {0, -1})),
        walked().extendedAttributes());
  }

  @Test
  void anAclIsAnExtendedAttribute() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/setfacl")),
        "NOT TESTED: reading POSIX ACLs, because setfacl (package acl) is missing");
    Shell.run(dir, "setfacl -m u:1:rw file");
    assertEquals(
        List.of(RawName.of("system.posix_acl_access")),
        walked().extendedAttributes().stream().map(ExtendedAttribute::name).toList());
  }

  @Test
  void aSparseFileIsReadWithoutItsHoles() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(0);
      sparse.seek(1 << 20);
      sparse.write(new byte[4096]);
      sparse.setLength(10 << 20);
    }
    try (SourceContent content = walked().open()) {
      List<Extent> extents = content.extents();
      assertEquals(1, extents.size());
      Extent data = extents.getFirst();
      assertTrue(data.offset() <= 1 << 20 && data.offset() + data.length() >= (1 << 20) + 4096);
      assertTrue(data.length() <= 1 << 17, "an extent of about a block: " + data);
      content.seek(data.offset());
      assertTrue(content.read(new byte[100], 0, 100) > 0);
    }
  }

  @Test
  void aDenseFileHasOneExtentToItsEnd() throws IOException {
    try (SourceContent content = walked().open()) {
      assertEquals(List.of(new Extent(0, Long.MAX_VALUE)), content.extents());
    }
  }

  @Test
  void pathsBeyondTheKernelsLimitWork() throws IOException {
    Shell.python(
        dir,
        """
        import os
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        open("f", "w").write("deep")
        os.symlink("f", "l")
        os.setxattr("f", "user.a", b"v")
        """);
    RecordedWalk walk = RecordedWalk.of(dir);
    SourceItem deep =
        walk.items.values().stream()
            .filter(item -> item.attributes().name().equals(RawName.of("f")))
            .findFirst()
            .orElseThrow();
    SourceItem link =
        walk.items.values().stream()
            .filter(item -> item.attributes().kind() == EntryKind.SYMLINK)
            .findFirst()
            .orElseThrow();
    assertTrue(deep.displayPath().length() > 6000);
    assertEquals("deep", RecordedWalk.text(deep));
    assertEquals(1, deep.extendedAttributes().size());
    assertEquals(RawName.of("f"), link.attributes().linkTarget());
    Shell.run(dir, "rm -rf d*");
  }

  /** It could be written, and never read again. */
  @Test
  void aDirectoryWithAPathThatNoVaultHoldsIsKeptEmptyAndTold() throws IOException {
    Shell.python(
        dir,
        """
        import os
        for _ in range(265):
            os.mkdir("d" * 250)
            os.chdir("d" * 250)
        """);
    RecordedWalk walk = RecordedWalk.of(dir);
    assertEquals(1, walk.skipped.size());
    assertEquals("It is nested deeper than a vault can hold.", walk.skipped.getFirst().detail());
    assertEquals((65536 - dir.toString().length()) / 251 + 2, walk.below(dir).size());
    Shell.run(dir, "rm -rf d*");
  }

  @Test
  void aThousandLevelsAreWalked() throws IOException {
    Shell.run(
        dir, "i=0; while [ $i -lt 1000 ]; do mkdir dir && cd -P dir || exit 1; i=$((i+1)); done");
    assertEquals(1001, RecordedWalk.of(dir).below(dir).size());
    Shell.run(dir, "rm -rf dir");
  }

  @Test
  void namesThatAreNoTextAreKeptByteForByte() throws IOException {
    Shell.python(
        dir,
        """
        import os
        for name in (b"x\\xff\\n", b"y\\\\", b"z" * 255):
            open(name, "wb").write(name)
        os.symlink(b"t\\xfe", b"l\\x80")
        """);
    RecordedWalk walk = RecordedWalk.of(dir);
    int files = 0;
    for (SourceItem item : walk.items.values()) {
      if (item.attributes().kind() == EntryKind.FILE && item.attributes().size() != 6) {
        assertEquals(item.attributes().name(), RawName.of(RecordedWalk.content(item)));
        files++;
      }
    }
    assertEquals(3, files);
    SourceItem link = walk.items.get(dir + "/l\\x80");
    assertEquals(RawName.of(new byte[] {'t', (byte) 0xfe}), link.attributes().linkTarget());
  }
}
