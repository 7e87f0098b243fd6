package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A vault with one snapshot, of which every run gets a copy, and a source that has grown since by
 * several packs' worth. One backup runs undisturbed, in a process of its own, to compare with.
 */
final class CrashScene {

  private final Path directory;
  private final CrashVault template;
  private final AtomicInteger copies = new AtomicInteger();
  private final SnapshotId first;
  private final SortedSet<String> before;
  private final Duration duration;
  private final long newChunks;
  private final long bytesStored;

  CrashScene(Path directory) throws Exception {
    this.directory = directory;
    SplittableRandom random = new SplittableRandom(20261123);
    Trees.makeFirst(source(), random);
    Trees.copy(source(), firstSource());
    template = new CrashVault(directory.resolve("template"));
    Files.createDirectory(template.directory());
    try (Vault vault = template.create(TrappedPlugins.harmless())) {
      first = CrashVault.backup(vault, source()).snapshot().id();
    }
    before = template.objects();
    Trees.makeSecond(source(), random);

    CrashVault undisturbed = copy();
    long start = System.nanoTime();
    String end = ForkedProcess.start("backup", undisturbed, source(), StopPoint.NEVER).end();
    duration = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(end.matches("0 \\d+ \\d+"), end);
    newChunks = Long.parseLong(end.split(" ", -1)[1]);
    bytesStored = Long.parseLong(end.split(" ", -1)[2]);
    Trees.delete(undisturbed.directory());
  }

  /** What is backed up. */
  Path source() {
    return directory.resolve("source");
  }

  /** What the first snapshot holds. */
  Path firstSource() {
    return directory.resolve("first");
  }

  SnapshotId first() {
    return first;
  }

  /** The objects that the first backup left. */
  SortedSet<String> before() {
    return before;
  }

  /** How long the process of an undisturbed backup takes. */
  Duration duration() {
    return duration;
  }

  /** Chunks that an undisturbed backup stores. */
  long newChunks() {
    return newChunks;
  }

  /** Bytes that an undisturbed backup stores in each store. */
  long bytesStored() {
    return bytesStored;
  }

  /** A fresh copy of the vault with one snapshot. */
  CrashVault copy() throws IOException {
    CrashVault copy = new CrashVault(fresh());
    Trees.link(template.directory(), copy.directory());
    return copy;
  }

  /** A name for a directory that does not exist. */
  Path fresh() {
    return directory.resolve("run-" + copies.incrementAndGet());
  }
}
