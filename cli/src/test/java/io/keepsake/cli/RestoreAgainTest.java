package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore into a directory that has some or all of it already. */
class RestoreAgainTest {

  @TempDir private Path directory;
  private TestShell shell;
  private Path restored;

  @BeforeEach
  void backUpAndRestore() throws IOException {
    shell = new TestShell(directory).with("KEEPSAKE_PASSPHRASE", "correct horse battery staple");
    Path album = Files.createDirectory(directory.resolve("album"));
    Files.writeString(album.resolve("rings.jpg"), "rings");
    Files.createLink(album.resolve("same.jpg"), album.resolve("rings.jpg"));
    Files.createSymbolicLink(album.resolve("best.jpg"), Path.of("rings.jpg"));
    run(0, "init", "--to", "vault");
    run(0, "backup", "--to", "vault", "album");
    run(0, "restore", "latest", "--to", "vault", "--target", "out");
    restored = directory.resolve("out").resolve(album.getRoot().relativize(album));
  }

  @Test
  void findsAllInPlaceAndSaysNothing() throws IOException {
    run(0, "restore", "latest", "--to", "vault", "--target", "out");
    assertEquals("", shell.err());
    run(0, "restore", "latest", "--to", "vault", "--target", "out", "--overwrite");
    assertEquals("", shell.err());
    assertEquals(2, Files.getAttribute(restored.resolve("same.jpg"), "unix:nlink"));
  }

  @Test
  void leavesOtherThingsAloneAndReportsThem() throws IOException {
    Path link = restored.resolve("best.jpg");
    Path second = restored.resolve("same.jpg");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("elsewhere"));
    Files.delete(second);
    Files.writeString(second, "rings");

    run(3, "restore", "latest", "--to", "vault", "--target", "out");
    assertTrue(shell.err().contains("/best.jpg: is there as something else"), shell.err());
    assertTrue(shell.err().contains("/same.jpg: is there as something else"), shell.err());
    assertEquals(Path.of("elsewhere"), Files.readSymbolicLink(link));

    run(0, "restore", "latest", "--to", "vault", "--target", "out", "--overwrite");
    assertEquals(Path.of("rings.jpg"), Files.readSymbolicLink(link));
    assertTrue(Files.isSameFile(restored.resolve("rings.jpg"), second));
    assertFalse(Files.exists(restored.resolve("elsewhere")));
  }

  private void run(int expected, String... command) {
    int code = shell.run(command);
    assertEquals(expected, code, () -> shell.out() + shell.err());
  }
}
