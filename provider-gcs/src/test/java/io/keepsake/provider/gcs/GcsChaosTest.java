package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.testkit.chaos.ChaosFailure;
import io.keepsake.testkit.chaos.ProxySite;
import io.keepsake.testkit.chaos.Schedule;
import io.keepsake.testkit.chaos.ScheduleMix;
import io.keepsake.testkit.chaos.ServerTroubles;
import io.keepsake.testkit.chaos.Surroundings;
import io.keepsake.testkit.chaos.World;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random trouble for whole vaults with three providers behind networks that fail: connections that
 * are refused, reset, cut, slow, or swallow everything, and bits that are flipped; and at a service
 * that refuses uploads or everything, and whose listings are stale or break off.
 *
 * <p>{@code -Dkeepsake.chaos.seed=7} begins with that seed, {@code -Dkeepsake.chaos.schedules=500}
 * runs so many.
 */
final class GcsChaosTest {

  /** The same in each build, so that it fails for a change; take others to look for trouble. */
  private static final long FIRST_SEED = 20261126000L;

  private static final int SCHEDULES = Integer.getInteger("keepsake.chaos.schedules", 50);
  private static final int AT_ONCE = 4;
  private static final ScheduleMix MIX = ScheduleMix.served(12, "one", "two", "three");
  private static final String TIMEOUT = "1s";
  private static final Duration CALL = Duration.ofMillis(2500);

  private static final Plugins PLUGINS = Plugins.installed();

  private static GcsServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void promisesAreKeptWhateverNetworksAndServersDo() throws Exception {
    long seed = Long.getLong("keepsake.chaos.seed", FIRST_SEED);
    System.out.printf("%d schedules from -Dkeepsake.chaos.seed=%d on%n", SCHEDULES, seed);
    List<Future<Optional<String>>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (long next = seed; next < seed + SCHEDULES; next++) {
        Schedule schedule = MIX.schedule(next);
        outcomes.add(threads.submit(() -> failure(schedule)));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Future<Optional<String>> outcome : outcomes) {
      outcome.get().ifPresent(failures::add);
    }
    assertEquals(List.of(), failures);
  }

  private Optional<String> failure(Schedule schedule) throws Exception {
    Path own = Files.createTempDirectory(directory, "schedule");
    List<FaultProxy> proxies = new ArrayList<>();
    List<ObjectStore> direct = new ArrayList<>();
    List<ProxySite> sites = new ArrayList<>();
    try {
      for (String id : schedule.sites()) {
        FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
        proxies.add(proxy);
        String place = own.getFileName() + "/" + id;
        ObjectStore past = Gcs.open(place, Gcs.options(server));
        direct.add(past);
        ServerTroubles troubles = server.troubles(proxy.host() + ":" + proxy.port());
        sites.add(new ProxySite(settings(id, place, proxy), past, proxy, troubles));
      }
      return failure(schedule, sites, own);
    } finally {
      direct.forEach(ObjectStore::close);
      proxies.forEach(FaultProxy::close);
    }
  }

  private static Optional<String> failure(Schedule schedule, List<ProxySite> sites, Path own)
      throws Exception {
    Surroundings around = Surroundings.quick(own, PLUGINS, key(), CALL);
    try (World world = new World(schedule, sites, around)) {
      world.run();
      return Optional.empty();
    } catch (ChaosFailure e) {
      return Optional.of(e.getMessage());
    }
  }

  private static StoreSettings settings(String id, String place, FaultProxy proxy) {
    return new StoreSettings(
        id,
        URI.create("gs://" + Gcs.BUCKET + "/" + place),
        Gcs.options(
            "http://" + proxy.host() + ":" + proxy.port(),
            "connect-timeout",
            TIMEOUT,
            "idle-timeout",
            TIMEOUT));
  }

  private static VaultKey key() {
    return new VaultKey.KeyFile(Secret.copyOf(new byte[32]));
  }
}
