package io.keepsake.cli.chaos;

import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.testkit.chaos.ChaosFailure;
import io.keepsake.testkit.chaos.ChaosPlugins;
import io.keepsake.testkit.chaos.FaultySite;
import io.keepsake.testkit.chaos.Schedule;
import io.keepsake.testkit.chaos.Surroundings;
import io.keepsake.testkit.chaos.Trouble;
import io.keepsake.testkit.chaos.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs schedules in this process, with providers in memory. */
final class ChaosRuns {

  private static final Plugins INSTALLED = Plugins.installed();
  private static final Duration SHORT_CALL = Duration.ofMillis(600);
  private static final Duration LONG_CALL = Duration.ofSeconds(5);

  private final Path directory;
  private final Function<List<FaultySite>, Plugins> plugins;

  /** Runs whose files are under a directory. */
  ChaosRuns(Path directory) {
    this(directory, sites -> new ChaosPlugins(sites, INSTALLED));
  }

  /** Runs with other plugins. */
  ChaosRuns(Path directory, Function<List<FaultySite>, Plugins> plugins) {
    this.directory = directory;
    this.plugins = plugins;
  }

  /** The plugins that are installed. */
  static Plugins installed() {
    return INSTALLED;
  }

  /** A key file full of one byte; costs no time. */
  static VaultKey key() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    return new VaultKey.KeyFile(Secret.copyOf(bytes));
  }

  /** Runs one schedule. */
  @FunctionalInterface
  interface Run {

    /** What it breaks; empty if nothing. */
    Optional<ChaosFailure> failure(Schedule schedule) throws IOException, InterruptedException;
  }

  /** What schedules break, in their order, when so many run at once. */
  static List<String> failures(List<Schedule> schedules, int atOnce, Run run) throws Exception {
    List<Future<Optional<ChaosFailure>>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (Schedule schedule : schedules) {
        outcomes.add(threads.submit(() -> run.failure(schedule)));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Future<Optional<ChaosFailure>> outcome : outcomes) {
      outcome.get().map(ChaosFailure::getMessage).ifPresent(failures::add);
    }
    return failures;
  }

  /** What a schedule breaks; empty if nothing. */
  Optional<ChaosFailure> failure(Schedule schedule) throws IOException, InterruptedException {
    List<FaultySite> sites = schedule.sites().stream().map(FaultySite::inMemory).toList();
    Path own = Files.createTempDirectory(directory, "schedule");
    Duration call = schedule.has(Trouble.BLACK_HOLE) ? SHORT_CALL : LONG_CALL;
    Surroundings around = Surroundings.quick(own, plugins.apply(sites), key(), call);
    try (World world = new World(schedule, sites, around)) {
      world.run();
      return Optional.empty();
    } catch (ChaosFailure e) {
      return Optional.of(e);
    } finally {
      delete(own);
    }
  }

  static void delete(Path own) throws IOException {
    try (Stream<Path> paths = Files.walk(own)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
