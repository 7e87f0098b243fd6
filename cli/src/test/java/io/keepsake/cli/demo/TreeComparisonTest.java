package io.keepsake.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeComparisonTest {

  @TempDir Path directory;
  private Path a;
  private Path b;

  @BeforeEach
  void twoEqualTrees() throws IOException {
    a = tree("a");
    b = tree("b");
  }

  private Path tree(String name) throws IOException {
    Path root = Files.createDirectory(directory.resolve(name));
    Path file = Files.writeString(root.resolve("file"), "content");
    Files.createLink(root.resolve("twin"), file);
    Files.createSymbolicLink(root.resolve("link"), Path.of("file"));
    FileTime time = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(root, time);
    return root;
  }

  private List<String> differences() throws IOException {
    return TreeComparison.of(a, b).differences();
  }

  private void assertDifference(String part) throws IOException {
    assertTrue(differences().stream().anyMatch(d -> d.contains(part)), differences().toString());
  }

  @Test
  void equalTrees() throws IOException {
    assertEquals(new TreeComparison(4, 14, List.of()), TreeComparison.of(a, b));
  }

  @Test
  void content() throws IOException {
    Files.writeString(b.resolve("file"), "conTent");
    assertDifference("differs from byte 3 on");
  }

  @Test
  void mode() throws IOException {
    Files.setPosixFilePermissions(b.resolve("file"), PosixFilePermissions.fromString("rwx------"));
    assertDifference("mode is");
  }

  @Test
  void time() throws IOException {
    Files.setLastModifiedTime(b.resolve("file"), FileTime.fromMillis(5));
    assertDifference("time is");
  }

  @Test
  void links() throws IOException {
    Files.delete(b.resolve("link"));
    Files.createSymbolicLink(b.resolve("link"), Path.of("twin"));
    assertDifference("link target is twin instead of file");
  }

  @Test
  void hardLinks() throws IOException {
    Files.delete(b.resolve("twin"));
    Files.copy(b.resolve("file"), b.resolve("twin"), StandardCopyOption.COPY_ATTRIBUTES);
    assertDifference("hard link is");
  }

  @Test
  void missingAndExtraEntries() throws IOException {
    Files.move(b.resolve("twin"), b.resolve("other"));
    assertDifference("twin is missing");
    assertDifference("other was not there before");
  }

  @Test
  void theSampleFolderIsTheSameEveryTime() throws IOException {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    WeddingFolder.write(one);
    WeddingFolder.write(two);
    List<String> other =
        TreeComparison.of(one, two).differences().stream()
            .filter(difference -> !difference.contains(": time is"))
            .toList();
    assertEquals(List.of(), other);
    long bytes = Trees.bytes(one);
    assertTrue(Math.abs(bytes - WeddingFolder.BYTES) < WeddingFolder.BYTES / 10, bytes + " bytes");
    Trees.delete(one);
    assertTrue(Files.notExists(one));
  }
}
