package io.keepsake.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.cli.crash.MemoryDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that repair and back up are killed with SIGKILL at random moments, several on each
 * vault, with stores that fail or lose objects besides.
 *
 * <p>{@code -Dkeepsake.chaos.seed=7} begins with that seed, {@code -Dkeepsake.chaos.vaults=100}
 * takes so many vaults.
 */
final class KillTest {

  private static final int VAULTS = Integer.getInteger("keepsake.chaos.vaults", 4);
  private static final int KILLS = 7;
  private static final int AT_ONCE = 2;

  @TempDir(factory = MemoryDirectory.class)
  private Path directory;

  @Test
  void promisesAreKeptByStoresWhoseWritersWereKilled() throws Exception {
    long seed = Long.getLong("keepsake.chaos.seed", System.nanoTime());
    System.out.printf("%d killed writers from -Dkeepsake.chaos.seed=%d on%n", VAULTS * KILLS, seed);
    List<Future<Optional<String>>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (long next = seed; next < seed + VAULTS; next++) {
        long own = next;
        outcomes.add(threads.submit(() -> failure(own)));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Future<Optional<String>> outcome : outcomes) {
      outcome.get().ifPresent(failures::add);
    }
    assertEquals(List.of(), failures);
  }

  private Optional<String> failure(long seed) throws Exception {
    KillScene scene =
        new KillScene(Files.createDirectory(directory.resolve("vault-" + seed)), seed);
    int kills = 0;
    try {
      Duration longest = scene.measure();
      for (; kills < KILLS; kills++) {
        scene.kill(longest);
      }
      scene.reckon();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of("seed %d, after %d kills: %s".formatted(seed, kills, e.getMessage()));
    }
  }
}
