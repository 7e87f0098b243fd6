package io.keepsake.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every difference that a restore must not have is one. */
final class TreeStateTest {

  @TempDir private Path directory;
  private Path file;
  private FileTime time;
  private FileTime topTime;
  private TreeState before;

  @BeforeEach
  void make() throws IOException {
    file = Files.writeString(directory.resolve("file"), "content");
    Files.createLink(directory.resolve("twin"), file);
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    time = Files.getLastModifiedTime(file);
    topTime = Files.getLastModifiedTime(directory);
    before = TreeState.of(directory);
  }

  private void assertDiffers(String name) throws IOException {
    TreeState after = TreeState.of(directory);
    assertNotEquals(before, after);
    assertTrue(before.differences(after).contains("'" + name + "'"), before.differences(after));
  }

  @Test
  void nothingChangedIsNoDifference() throws IOException {
    assertEquals(before, TreeState.of(directory));
    assertEquals("", before.differences(TreeState.of(directory)));
  }

  @Test
  void otherBytesOfTheSameLengthAndTimeAreOne() throws IOException {
    Files.writeString(file, "CONTENT", StandardOpenOption.WRITE);
    Files.setLastModifiedTime(file, time);
    assertDiffers("file");
  }

  @Test
  void anotherModeIsOne() throws IOException {
    Files.setAttribute(file, "unix:mode", 0604);
    assertDiffers("file");
  }

  @Test
  void aNanosecondIsOne() throws IOException {
    Instant later = time.toInstant().plusNanos(1);
    Files.setLastModifiedTime(file, FileTime.from(later));
    assertDiffers("file");
  }

  @Test
  void aHardLinkThatIsACopyIsOne() throws IOException {
    Path twin = directory.resolve("twin");
    Files.delete(twin);
    Files.copy(file, twin);
    Files.setLastModifiedTime(twin, time);
    Files.setLastModifiedTime(directory, topTime);
    assertDiffers("twin");
  }

  @Test
  void anotherTargetOfALinkIsOne() throws IOException {
    Path link = directory.resolve("link");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("twin"));
    assertTrue(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    assertDiffers("link");
  }

  @Test
  void aMissingFileIsOne() throws IOException {
    Files.delete(directory.resolve("twin"));
    assertDiffers("twin");
  }
}
