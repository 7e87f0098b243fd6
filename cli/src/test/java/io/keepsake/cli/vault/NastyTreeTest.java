package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.testkit.files.NastyTree;
import io.keepsake.testkit.files.TreeComparison;
import io.keepsake.testkit.files.TreeComparison.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is difficult to back up comes back as it was. */
final class NastyTreeTest {

  /** Hard links of files come back; those of symbolic links and FIFOs become entries apart. */
  private static final List<String> SEPARATE_AGAIN =
      List.of(
          "/links/dangling: hard link of None, not b'/links/dangling'",
          "/links/dangling-2: hard link of None, not b'/links/dangling'",
          "/links/fifo: hard link of None, not b'/links/fifo'",
          "/links/fifo-2: hard link of None, not b'/links/fifo'");

  private Path directory;

  @BeforeEach
  void requirePython() throws IOException, InterruptedException {
    // No @TempDir: JUnit cannot delete names that are no text, nor paths that are too long.
    directory = Files.createTempDirectory("keepsake-nasty");
    try {
      Process python = new ProcessBuilder("python3", "--version").redirectErrorStream(true).start();
      python.getInputStream().readAllBytes();
      python.waitFor();
    } catch (IOException e) {
      abort("NOT TESTED: python3 IS MISSING, which makes and compares the nasty trees: " + e);
    }
  }

  @AfterEach
  void delete() throws IOException, InterruptedException {
    Process remove =
        new ProcessBuilder("rm", "-rf", directory.toString()).redirectErrorStream(true).start();
    remove.getInputStream().readAllBytes();
    remove.waitFor();
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Path source = directory.resolve("source");
    NastyTree.make(source);
    VaultPlace place = new VaultPlace(directory.resolve("stores"));
    try (Vault vault = place.create()) {
      BackupResult backup = VaultPlace.backup(vault, source);
      assertEquals(0, backup.snapshot().skipped());
      Path target = directory.resolve("target");
      RestoreResult result = VaultPlace.restore(vault, backup.snapshot(), target);
      assertEquals(0, result.lost());
      Path restored = VaultPlace.below(target, source);
      assertEquals(SEPARATE_AGAIN, TreeComparison.differences(source, restored, skips()));
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
    }
  }

  private static Skip[] skips() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root ? new Skip[] {Skip.SOCKET} : new Skip[] {Skip.SOCKET, Skip.OWNER, Skip.DEVICE};
  }
}
