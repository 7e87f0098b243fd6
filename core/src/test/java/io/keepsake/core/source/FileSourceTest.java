package io.keepsake.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {

  @TempDir Path dir;

  @Test
  void entriesComeInOrderOfTheirNamesBytes() throws IOException {
    Files.createDirectories(dir.resolve("a/x"));
    Files.createFile(dir.resolve("a-"));
    Files.createFile(dir.resolve("a0"));
    Files.createFile(dir.resolve("B"));
    Files.createFile(dir.resolve("é"));
    assertEquals(List.of("B", "a", "a/x", "a-", "a0", "é"), RecordedWalk.of(dir).below(dir));
  }

  @Test
  void parentsOfARootAreDirectoriesWithTheirOwnAttributes() throws IOException {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    Path root = Files.createDirectories(dir.resolve("root"));
    Files.createFile(dir.resolve("beside"));
    RecordedWalk walk = RecordedWalk.of(root);
    assertEquals(0711, walk.item(dir).attributes().mode());
    assertEquals(EntryKind.DIRECTORY, walk.items.get("/").attributes().kind());
    assertEquals(RawName.EMPTY, walk.items.get("/").attributes().name());
    assertFalse(walk.items.containsKey(dir.resolve("beside").toString()));
  }

  @Test
  void attributesAreThoseOfTheFile() throws IOException {
    Path file = Files.writeString(dir.resolve("f"), "hello");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Instant time = Instant.ofEpochSecond(-5, 123456789);
    Shell.python(dir, "import os; os.utime('f', ns=(0, -4876543211))");
    Files.createLink(dir.resolve("g"), file);
    RecordedWalk walk = RecordedWalk.of(dir);
    var f = walk.item(file).attributes();
    var g = walk.item(dir.resolve("g")).attributes();
    assertEquals(time, f.modified());
    assertEquals(0640, f.mode());
    assertEquals(5, f.size());
    assertEquals(2, f.links());
    assertEquals(Files.getAttribute(file, "unix:ino"), f.inode());
    assertEquals(Files.getAttribute(file, "unix:dev"), f.device());
    assertEquals(Files.getAttribute(file, "unix:uid"), (int) f.owner().uid());
    assertEquals(Files.getOwner(file).getName(), f.owner().user());
    assertEquals(f, g.withName(f.name()));
    assertEquals("hello", RecordedWalk.text(walk.item(file)));
  }

  @Test
  void severalRootsAreMerged() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("a/b/c"));
    Files.createFile(inner.resolve("f"));
    Files.createFile(dir.resolve("a/other"));
    Path single = Files.createFile(dir.resolve("single"));
    Files.createFile(dir.resolve("unwanted"));
    FileSource source =
        new FileSource(
            List.of(single, inner, dir.resolve("a"), inner), Globs.NONE, MountPoints.CROSS);
    assertEquals(
        List.of(dir.resolve("a").toString(), inner.toString(), single.toString()), source.roots());
    assertEquals(
        List.of("a", "a/b", "a/b/c", "a/b/c/f", "a/other", "single"),
        RecordedWalk.of(source).below(dir));
  }

  @Test
  void aRootThatIsASymbolicLinkIsKeptAsOne() throws IOException {
    Files.createDirectories(dir.resolve("real/inside"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
    var item = RecordedWalk.of(link).item(link);
    assertEquals(EntryKind.SYMLINK, item.attributes().kind());
    assertEquals(RawName.of("real"), item.attributes().linkTarget());
  }

  @Test
  void aSymbolicLinkOnTheWayToARootIsKeptAsDirectory() throws IOException {
    Files.createDirectories(dir.resolve("real/inside"));
    Files.writeString(dir.resolve("real/inside/f"), "x");
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("real"));
    RecordedWalk walk = RecordedWalk.of(link.resolve("inside"));
    assertEquals(EntryKind.DIRECTORY, walk.item(link).attributes().kind());
    assertEquals(List.of(), walk.item(link).extendedAttributes());
    assertEquals("x", RecordedWalk.text(walk.item(link.resolve("inside/f"))));
  }

  @Test
  void aMissingRootEndsTheWalkBeforeItBegins() {
    RecordedWalk walk = new RecordedWalk();
    FileSource source =
        new FileSource(List.of(dir, dir.resolve("no")), Globs.NONE, MountPoints.CROSS);
    assertThrows(NoSuchFileException.class, () -> source.walk(walk));
    assertTrue(walk.items.isEmpty());
  }

  @Test
  void excludedEntriesAreLeftOutWithAllBelow() throws IOException {
    Files.createDirectories(dir.resolve("cache/deep"));
    Files.createDirectories(dir.resolve("keep/cache"));
    Files.createFile(dir.resolve("keep/a.tmp"));
    Files.createFile(dir.resolve("keep/b.txt"));
    assertEquals(
        List.of("keep", "keep/b.txt", "keep/cache"),
        RecordedWalk.of(dir, "*.tmp", dir + "/cache").below(dir));
    assertEquals(
        List.of("keep", "keep/a.tmp", "keep/b.txt"), RecordedWalk.of(dir, "cache").below(dir));
  }

  @Test
  void aRootIsNeverExcluded() throws IOException {
    Path inner = Files.createDirectories(dir.resolve("a/cache/root"));
    Files.createFile(inner.resolve("f"));
    Files.createFile(dir.resolve("a/cache/no"));
    FileSource source =
        new FileSource(
            List.of(dir.resolve("a"), inner),
            new Globs(List.of("cache", "root")),
            MountPoints.CROSS);
    assertEquals(
        List.of("a", "a/cache", "a/cache/root", "a/cache/root/f"),
        RecordedWalk.of(source).below(dir));
  }

  @Test
  void aDirectoryOfFiftyThousandNamesIsWalkedWhole() throws IOException {
    for (int i = 0; i < 50_000; i++) {
      Files.createFile(dir.resolve("f" + i));
    }
    assertEquals(50_000, RecordedWalk.of(dir).below(dir).size());
  }

  @Test
  void manySubdirectoriesAreWalkedWhole() throws IOException {
    for (int i = 0; i < 700; i++) {
      Files.createDirectories(dir.resolve("d" + i + "/sub/sub"));
      Files.createFile(dir.resolve("d" + i + "/f"));
    }
    assertEquals(2800, RecordedWalk.of(dir).below(dir).size());
  }

  @Test
  void theBoundaryKeepsAMountPointAsEmptyDirectory() throws IOException {
    // /proc is a mount point on every Linux that runs this test.
    FileSource source =
        new FileSource(
            List.of(Path.of("/")), new Globs(List.of("/[!p]*", "/p[!r]*")), MountPoints.STOP);
    RecordedWalk walk = RecordedWalk.of(source);
    assertEquals(List.of("/", "/proc"), List.copyOf(walk.items.keySet()));
  }
}
