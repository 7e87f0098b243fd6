package io.keepsake.testkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison must see each kind of difference, or end-to-end tests prove nothing. */
class TreeComparisonTest {

  @TempDir Path dir;
  private Path left;
  private Path right;

  @BeforeEach
  void makeEqualTrees() throws IOException {
    left = tree("left");
    right = tree("right");
    assertEquals(List.of(), TreeComparison.differences(left, right));
  }

  private Path tree(String name) throws IOException {
    Path top = Files.createDirectories(dir.resolve(name));
    Files.writeString(top.resolve("f"), "content");
    Files.createLink(top.resolve("g"), top.resolve("f"));
    Files.createSymbolicLink(top.resolve("l"), Path.of("f"));
    try (RandomAccessFile sparse = new RandomAccessFile(top.resolve("s").toFile(), "rw")) {
      sparse.setLength(1 << 20);
    }
    for (String entry : List.of("f", "s")) {
      Files.setLastModifiedTime(top.resolve(entry), FileTime.fromMillis(1000));
    }
    Process touch =
        new ProcessBuilder("touch", "-h", "-d", "@1", top.resolve("l").toString()).start();
    try {
      assertEquals(0, touch.waitFor());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    Files.setLastModifiedTime(top, FileTime.fromMillis(1000));
    return top;
  }

  private void expect(String difference) throws IOException {
    assertEquals(
        List.of(difference), TreeComparison.differences(left, right, TreeComparison.Skip.ROOT));
  }

  @Test
  void seesContent() throws IOException {
    Files.writeString(right.resolve("f"), "CONTENT");
    Files.setLastModifiedTime(right.resolve("f"), FileTime.fromMillis(1000));
    assertEquals(
        List.of("/f: content differs", "/g: content differs"),
        TreeComparison.differences(left, right));
  }

  @Test
  void seesMissingAndAdditionalNames() throws IOException {
    Files.delete(right.resolve("l"));
    expect("/l: is missing");
    Files.delete(left.resolve("l"));
    Files.createFile(right.resolve("x"));
    expect("/x: is too much");
  }

  @Test
  void seesModes() throws IOException {
    Files.setPosixFilePermissions(left.resolve("s"), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(right.resolve("s"), PosixFilePermissions.fromString("rw-r-----"));
    expect("/s: mode 0o640, not 0o600");
  }

  @Test
  void seesTimes() throws IOException {
    Files.setLastModifiedTime(right.resolve("s"), FileTime.fromMillis(1001));
    expect("/s: time 1001000000, not 1000000000");
  }

  @Test
  void seesFilledHoles() throws IOException {
    Files.write(right.resolve("s"), new byte[1 << 20]);
    Files.setLastModifiedTime(right.resolve("s"), FileTime.fromMillis(1000));
    expect("/s: 1048576 bytes of data, not 0: holes were filled");
  }

  @Test
  void seesBrokenHardLinks() throws IOException {
    Files.delete(right.resolve("g"));
    Files.writeString(right.resolve("g"), "content");
    Files.setLastModifiedTime(right.resolve("g"), FileTime.fromMillis(1000));
    assertEquals(2, TreeComparison.differences(left, right, TreeComparison.Skip.ROOT).size());
  }

  @Test
  void seesKindsAndTargets() throws IOException {
    Files.delete(right.resolve("l"));
    Files.createDirectory(right.resolve("l"));
    expect("/l: is a directory, not a symbolic link");
  }

  @Test
  void doesNotPassWhatItCannotCompare() {
    assertThrows(IOException.class, () -> TreeComparison.differences(left, dir.resolve("missing")));
  }
}
