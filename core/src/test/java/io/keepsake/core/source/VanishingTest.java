package io.keepsake.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that change under the walk. */
class VanishingTest {

  @TempDir Path dir;

  /** Runs a script when a certain directory is entered. */
  private final class Meddler implements SourceVisitor {
    final String at;
    final String script;
    final List<SkippedItem> skipped = new ArrayList<>();
    int leaves;

    Meddler(Path at, String script) {
      this.at = at.toString();
      this.script = script;
    }

    @Override
    public void enterDirectory(SourceItem directory) throws IOException {
      if (directory.displayPath().equals(at)) {
        Shell.run(dir, script);
      }
    }

    @Override
    public void leaf(SourceItem item) {
      leaves++;
    }

    @Override
    public void leaveDirectory() {}

    @Override
    public void skipped(SkippedItem item) {
      skipped.add(item);
    }
  }

  private Meddler walk(Path at, String script) throws IOException {
    Meddler meddler = new Meddler(at, script);
    try (FileSource source = new FileSource(List.of(dir), Globs.NONE, MountPoints.CROSS)) {
      source.walk(meddler);
    }
    return meddler;
  }

  @Test
  void directoriesThatVanishAreReportedAndTheWalkGoesOn() throws IOException {
    for (int i = 0; i < 100; i++) {
      Files.createDirectories(dir.resolve("d%02d".formatted(i)));
    }
    Files.createFile(dir.resolve("z"));
    Meddler meddler = walk(dir, "rm -r d*");
    assertEquals(100, meddler.skipped.size());
    assertEquals(SkippedItem.Reason.VANISHED, meddler.skipped.getFirst().reason());
    assertEquals(1, meddler.leaves);
  }

  @Test
  void aDirectorySwappedForASymbolicLinkIsNotEntered() throws IOException {
    Path victim = Files.createDirectories(dir.resolve("d"));
    Files.createFile(victim.resolve("inside"));
    Meddler meddler = walk(dir, "mv d .moved; ln -s .moved d");
    assertEquals(1, meddler.skipped.size());
    assertEquals(SkippedItem.Reason.VANISHED, meddler.skipped.getFirst().reason());
    assertEquals(0, meddler.leaves);
  }

  @Test
  void aVisitorsFailureEndsTheWalk() {
    var thrown =
        assertThrows(
            AssertionError.class, () -> walk(dir, "exit 3"), "the script's failure comes out");
    assertEquals(true, thrown.getMessage().contains("exit 3"));
  }
}
