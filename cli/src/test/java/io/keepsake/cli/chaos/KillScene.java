package io.keepsake.cli.chaos;

import io.keepsake.cli.crash.ForkedProcess;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.provider.local.LocalStoreProvider;
import io.keepsake.testkit.chaos.DirectSite;
import io.keepsake.testkit.chaos.Fleet;
import io.keepsake.testkit.chaos.Harm;
import io.keepsake.testkit.chaos.Oracle;
import io.keepsake.testkit.chaos.Step;
import io.keepsake.testkit.chaos.Surroundings;
import io.keepsake.testkit.chaos.TreeState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A vault on three directories on which processes work that are killed, one after the other. */
final class KillScene {

  private static final List<String> STORES = List.of("a", "b", "c");
  private static final Duration CALL = Duration.ofSeconds(10);

  private final Path stores;
  private final Fleet fleet;
  private final Oracle oracle;
  private final SplittableRandom random;

  KillScene(Path directory, long seed) throws IOException {
    stores = Files.createDirectories(directory.resolve("stores"));
    fleet = fleet(stores, directory);
    oracle = new Oracle(fleet, surroundings(directory));
    random = new SplittableRandom(seed);
    fleet.create();
  }

  /** The vault on the directories of one. */
  static Fleet fleet(Path stores, Path directory) {
    LocalStoreProvider provider = new LocalStoreProvider();
    List<DirectSite> sites =
        STORES.stream()
            .map(id -> new StoreSettings(id, stores.resolve(id).toUri(), Map.of()))
            .map(settings -> new DirectSite(settings, provider))
            .toList();
    return new Fleet(sites, 2, surroundings(directory));
  }

  private static Surroundings surroundings(Path directory) {
    return Surroundings.quick(directory, ChaosRuns.installed(), ChaosRuns.key(), CALL);
  }

  /** How long a process works that is not killed. */
  Duration measure() throws Exception {
    oracle.change(random.nextLong());
    return run(CALL.multipliedBy(6));
  }

  /** Changes files, perhaps harms something or makes a store fail, and kills a process at work. */
  void kill(Duration longest) throws Exception {
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      oracle.change(random.nextLong());
    }
    String unlucky = STORES.get(random.nextInt(STORES.size()));
    Duration delay = Duration.ofNanos((long) (longest.toNanos() * random.nextDouble()));
    switch (random.nextInt(4)) {
      case 0 -> runWithout(unlucky, delay);
      case 1 -> {
        oracle.harm(new Step.Damage(unlucky, Harm.WIPE, random.nextLong()));
        run(delay);
      }
      case 2 -> {
        oracle.harm(new Step.Damage(unlucky, Harm.LOSE, random.nextLong()));
        run(delay);
      }
      default -> run(delay);
    }
    oracle.requireKept();
    try (Vault vault = fleet.open(VaultListener.NONE)) {
      oracle.requireOthersRestore(vault);
    }
  }

  /** A store that is a file is no store: everything at it fails. */
  private void runWithout(String store, Duration delay) throws Exception {
    Path place = stores.resolve(store);
    Path away = stores.resolve(store + "-away");
    Files.move(place, away);
    Files.createFile(place);
    try {
      run(delay);
    } finally {
      Files.delete(place);
      Files.move(away, place);
    }
  }

  /** Lets a process work, for so long at most; answers how long it did. */
  private Duration run(Duration delay) throws Exception {
    TreeState tree = oracle.tree();
    ForkedProcess forked =
        ForkedProcess.start(
            KilledProcess.class, List.of(stores.toString(), oracle.source().toString()));
    List<String> lines = new ArrayList<>();
    Duration took;
    try (BufferedReader output = forked.process().inputReader(StandardCharsets.UTF_8)) {
      String first = output.readLine();
      if (!KilledProcess.BEGINS.equals(first)) {
        throw new AssertionError("The process begins with " + first + output.readAllAsString());
      }
      long start = System.nanoTime();
      forked.killAfter(delay);
      output.lines().forEach(lines::add);
      took = Duration.ofNanos(System.nanoTime() - start);
    } finally {
      forked.kill();
    }
    lines.forEach(line -> note(line, tree));
    return took;
  }

  private void note(String line, TreeState tree) {
    if (line.startsWith(KilledProcess.COMMITTED) && line.endsWith(" .")) {
      List<String> words = List.of(line.split(" ", -1));
      Set<String> complete = Set.of(words.get(2).split(",", -1));
      oracle.promised(new SnapshotId(words.get(1)), tree, complete);
    }
  }

  /** Everything that must hold in the end. */
  void reckon() throws Exception {
    oracle.reckon();
  }
}
