package io.keepsake.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.posix.Accounts;
import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceItem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user may not read. Root may read everything, so as root this is not tested. */
class DeniedTest {

  @TempDir Path dir;

  @BeforeEach
  void requireOrdinaryUser() {
    assumeTrue(
        FileAccess.choose() == FileAccess.NATIVE && Accounts.effectiveUser() != 0,
        "NOT TESTED: denied files and directories, because root is denied nothing."
            + " Run the tests as an ordinary user as well");
  }

  @AfterEach
  void letIn() throws IOException {
    Shell.run(dir, "chmod -R u+rwX .");
  }

  @Test
  void aDeniedDirectoryIsKeptEmptyAndReported() throws IOException {
    Shell.run(dir, "mkdir locked; touch locked/f after; chmod 0 locked");
    RecordedWalk walk = RecordedWalk.of(dir);
    assertEquals(1, walk.skipped.size());
    SkippedItem skipped = walk.skipped.getFirst();
    assertEquals(SkippedItem.Reason.DENIED, skipped.reason());
    assertEquals(dir + "/locked", skipped.path());
    assertEquals(EntryKind.DIRECTORY, walk.item(dir.resolve("locked")).attributes().kind());
    assertTrue(walk.items.containsKey(dir + "/after"));
  }

  @Test
  void aDeniedFileIsToldWhenOpened() throws IOException {
    Path file = Files.createFile(dir.resolve("f"));
    Shell.run(dir, "chmod 0 f");
    SourceItem item = RecordedWalk.of(dir).item(file);
    var thrown = assertThrows(AccessDeniedException.class, item::open);
    assertEquals(SkippedItem.Reason.DENIED, Skips.of("f", thrown).reason());
  }

  @Test
  void entriesOfADirectoryThatMayOnlyBeListedAreReported() throws IOException {
    Shell.run(dir, "mkdir d; touch d/f; chmod 400 d");
    RecordedWalk walk = RecordedWalk.of(dir);
    assertEquals(1, walk.skipped.size());
    assertEquals(SkippedItem.Reason.DENIED, walk.skipped.getFirst().reason());
  }
}
