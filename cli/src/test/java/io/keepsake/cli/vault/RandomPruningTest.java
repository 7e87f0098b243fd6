package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random actions against an oracle. {@code -Dkeepsake.prune.seed=N} begins with another seed,
 * {@code -Dkeepsake.prune.runs=N} does more or fewer runs of {@value #ACTIONS} actions.
 */
final class RandomPruningTest {

  private static final int ACTIONS = 80;
  private static final int ROUNDS = 12;
  private static final int AT_ONCE = 3;

  @TempDir private Path directory;

  @Test
  void nothingThatCountsIsLost() throws Exception {
    long first = Long.getLong("keepsake.prune.seed", 20261126);
    int runs = Integer.getInteger("keepsake.prune.runs", 26);
    System.out.printf("%d runs from -Dkeepsake.prune.seed=%d on%n", runs, first);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> all =
          LongStream.range(first, first + runs)
              .mapToObj(seed -> threads.submit(() -> run(seed)))
              .toList();
      for (Future<Boolean> each : all) {
        each.get();
      }
    }
  }

  private boolean run(long seed) throws IOException {
    PruningEngine engine = new PruningEngine(seed, directory.resolve("run-" + seed));
    try {
      for (int i = 0; i < ACTIONS; i++) {
        engine.act();
      }
      engine.end();
      return true;
    } catch (IOException | AssertionError e) {
      throw new AssertionError(
          "-Dkeepsake.prune.seed=%d -Dkeepsake.prune.runs=1%n%s"
              .formatted(seed, String.join("\n", engine.log())),
          e);
    }
  }

  @Test
  void oneWritesWhileAnotherPrunes() throws Exception {
    Path source = Trees.small(directory.resolve("source"), 1);
    VaultPlace place = new VaultPlace(directory.resolve("stores"));
    place.create().close();
    try (Vault writing = place.open();
        Vault pruning = place.open();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<SnapshotId> writer = threads.submit(() -> write(writing, source));
      Future<Boolean> pruner = threads.submit(() -> forgetAndPrune(pruning, writer));
      SnapshotId last = writer.get();
      pruner.get();
      Path target = directory.resolve("restored");
      assertEquals(0, VaultPlace.restore(writing, writing.snapshot(last.hex()), target).problems());
      Map<String, String> expected = Trees.contents(source);
      assertEquals(expected, Trees.contents(VaultPlace.below(target, source)));
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(writing)));
    }
  }

  private static SnapshotId write(Vault vault, Path source) throws IOException {
    SnapshotId last = VaultPlace.backup(vault, source).snapshot().id();
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(source.resolve("added"), Trees.random(i % 3, 50_000));
      last = VaultPlace.backup(vault, source).snapshot().id();
    }
    return last;
  }

  private static boolean forgetAndPrune(Vault vault, Future<SnapshotId> writer) throws IOException {
    Attribution why = new Attribution("host", "user", "a test");
    boolean over = false;
    while (!over) {
      over = writer.isDone();
      List<SnapshotId> all = vault.snapshots().stream().map(each -> each.id()).toList();
      if (all.size() > 1) {
        new VaultRetention(vault, VaultListener.NONE).forget(all.subList(0, all.size() - 1), why);
      }
      prune(vault);
    }
    return true;
  }

  /** A look may fall between the parts of a backup's end; the next one is right. */
  private static void prune(Vault vault) throws VaultException {
    new VaultPruning(vault, "host", "user", VaultListener.NONE)
        .prune(PruneRequest.waiting(Duration.ofSeconds(20)));
  }
}
