package io.keepsake.monitor.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VerifyRequest;
import io.keepsake.core.watch.KnownHealth;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreWatch;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real vault is measured, and makes use of what is known of its providers. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VaultHealthTest {

  private static final KnownHealth OFFLINE = new KnownHealth.Offline("it is on the moon");

  @TempDir private Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private final Gate gate = new Gate();
  private final Map<String, KnownHealth> known = new HashMap<>();
  private final StoreWatch knowing =
      new StoreWatch() {
        @Override
        public void ended(StoreCall call) {}

        @Override
        public Map<String, KnownHealth> known() {
          return Map.copyOf(known);
        }
      };

  @BeforeEach
  void backUpOnce() throws IOException {
    Files.createDirectories(directory.resolve("source"));
    write("first", 1);
    try (Vault vault =
        Vault.create(settings(2, "one", "two", "three"), key(), plugins, VaultListener.NONE)) {
      backup(vault, VaultListener.NONE);
    }
  }

  @AfterEach
  void letGo() {
    gate.open();
  }

  private void write(String name, long seed) throws IOException {
    byte[] bytes = new byte[200_000];
    new SplittableRandom(seed).nextBytes(bytes);
    Files.write(directory.resolve("source").resolve(name), bytes);
  }

  private VaultSettings settings(int minimum, String... ids) {
    return new VaultSettings(
        Arrays.stream(ids)
            .map(id -> new StoreSettings(id, directory.resolve(id).toUri(), Map.of()))
            .toList(),
        minimum);
  }

  private static VaultKey key() {
    return new VaultKey.KeyFile(Secret.copyOf(new byte[32]));
  }

  private static Patience call(Duration limit) {
    return new Patience(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, limit);
  }

  private Vault open(VaultSettings settings) throws VaultException {
    return Vault.open(settings, key(), plugins, VaultListener.NONE);
  }

  private BackupResult backup(Vault vault, VaultListener listener) throws VaultException {
    return vault.backup(
        new BackupRequest(
            BackupSources.files(
                List.of(directory.resolve("source")), List.of(), BackupSources.Boundary.NONE),
            "host",
            "user",
            Map.of(),
            BackupRequest.Comparison.PREVIOUS_SNAPSHOT),
        listener);
  }

  @Test
  void realTrafficIsMeasured() throws Exception {
    VaultSettings settings = settings(2, "one", "two", "three");
    HealthMonitor monitor =
        HealthMonitor.open(
            HealthSettings.of(WatchedProvider.all(settings, plugins), HealthProfile.PRODUCTION));
    try (monitor;
        Vault vault = open(settings.withWatch(monitor.watch()))) {
      write("second", 2);
      backup(vault, VaultListener.NONE);
      for (ProviderHealthMetrics one : monitor.metrics()) {
        assertEquals(0, one.errorRate(), one.toString());
        assertTrue(one.responseTime().isPresent() && one.lastSuccess().isPresent());
        assertTrue(one.lastProbe().isEmpty(), "a backup is no probe");
      }
      plugins
          .store("two")
          .inject(Calls.to(Operation.PUT), Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
      write("third", 3);
      backup(vault, VaultListener.NONE);
      ProviderHealthMetrics two = monitor.metrics().get(1);
      assertTrue(two.errorRate() > 0 && two.errorRate() < 1, two.toString());
      assertTrue(two.lastError().orElseThrow().contains("two"), two.toString());
      assertEquals(0, monitor.metrics().get(0).errorRate());
    }
  }

  @Test
  void probesLeaveAVaultAsItIs() throws Exception {
    VaultSettings settings = settings(2, "one", "two", "three");
    HealthMonitor monitor =
        HealthMonitor.open(
            HealthSettings.of(WatchedProvider.all(settings, plugins), HealthProfile.PRODUCTION));
    try (monitor;
        Vault vault = open(settings)) {
      monitor.probe();
      assertEquals(3, monitor.summary(0).healthyProviders(), monitor.metrics().toString());
      // a probe that died left its object behind
      Path left = directory.resolve("one/keepsake-health/00000000001-x");
      Files.createDirectories(left.getParent());
      Files.write(left, new byte[9]);
      assertEquals(
          List.of(),
          vault
              .verify(new VerifyRequest(VerifyRequest.Depth.DATA, 100), VaultListener.NONE)
              .findings());
      assertEquals(Verdict.Level.FULL, backup(vault, VaultListener.NONE).verdict().level());
    }
  }

  @Test
  void oneThatIsKnownToBeOfflineIsWaitedForBrieflyWhenTheVaultIsOpened() throws Exception {
    plugins.hang("two", gate);
    VaultSettings hasty =
        settings(2, "one", "two", "three").withPatience(call(Duration.ofSeconds(3)));
    try (Vault vault = open(hasty.withWatch(knowing))) {
      assertWithoutTwo(backup(vault, VaultListener.NONE), "within 3 s");
    }
    known.put("two", OFFLINE);
    try (Vault vault = open(hasty.withWatch(knowing))) {
      assertWithoutTwo(backup(vault, VaultListener.NONE), "within 1 s");
    }
  }

  @Test
  void whereItIsNeededItIsWaitedForAllTheSame() throws Exception {
    plugins.hang("two", gate);
    known.put("two", OFFLINE);
    VaultSettings both = settings(2, "one", "two").withPatience(call(Duration.ofMinutes(1)));
    try (Vault vault =
        Vault.open(both.withWatch(openingGate()), key(), plugins, VaultListener.NONE)) {
      assertEquals(Verdict.Level.FULL, backup(vault, VaultListener.NONE).verdict().level());
    }
  }

  /** Lets the hanging store go once the others are open. */
  private StoreWatch openingGate() {
    return new StoreWatch() {
      @Override
      public void ended(StoreCall call) {
        gate.open();
      }

      @Override
      public Map<String, KnownHealth> known() {
        return Map.copyOf(known);
      }
    };
  }

  private static void assertWithoutTwo(BackupResult result, String why) {
    assertEquals(Verdict.Level.DEGRADED, result.verdict().level());
    assertEquals(List.of("one", "three"), result.completeStores());
    String reason = String.valueOf(result.droppedStores().get("two"));
    assertTrue(reason.contains(why), reason);
  }

  /** Calls of a backup to a store that swallows every call. */
  private long callsToAHole(Map<String, KnownHealth> knowledge) throws IOException {
    VaultSettings settings =
        settings(2, "one", "two", "three").withPatience(call(Duration.ofMillis(500)));
    try (Vault vault = open(settings.withWatch(knowing))) {
      known.putAll(knowledge);
      Gate hole = new Gate();
      plugins.store("two").inject(Calls.all(), Times.always(), new Fault.Waits(hole));
      BackupResult result = backup(vault, VaultListener.NONE);
      hole.open();
      assertEquals(List.of("one", "three"), result.completeStores());
      assertEquals(
          knowledge.isEmpty(),
          !String.valueOf(result.droppedStores().get("two")).contains("on the moon"));
      return plugins.store("two").count(Calls.all().purpose(Purpose.BACKUP));
    }
  }

  @Test
  void aBackupDoesNotAskOneThatIsKnownToBeOffline() throws Exception {
    assertTrue(callsToAHole(Map.of()) > 0, "nobody knew");
    known.clear();
    assertEquals(0, callsToAHole(Map.of("two", OFFLINE)));
  }

  @Test
  void oneThatIsBackWhateverIsKnownGetsEverything() throws Exception {
    try (Vault vault = open(settings(2, "one", "two", "three").withWatch(knowing))) {
      known.put("two", OFFLINE);
      write("second", 2);
      plugins
          .store("one")
          .inject(
              Calls.to(Operation.PUT).purpose(Purpose.BACKUP),
              Times.only(1),
              new Fault.Waits(gate));
      BackupResult result = backup(vault, this::letGoWhenTwoIsBack);
      assertEquals(Verdict.Level.FULL, result.verdict().level(), result.toString());
    }
    try (Vault alone = open(settings(1, "two"))) {
      assertEquals(2, alone.snapshots().size());
    }
  }

  private void letGoWhenTwoIsBack(VaultEvent event) {
    if (event.equals(new VaultEvent.StoreReturned("two"))) {
      gate.open();
    }
  }

  @Test
  void whereTheOthersDoNotSufficeKnowledgeChangesNothing() throws Exception {
    try (Vault vault = open(settings(1, "one", "two").withWatch(knowing))) {
      known.put("two", OFFLINE); // with a minimum of 1, only both together see every backup
      write("second", 2);
      BackupResult result =
          backup(vault, event -> assertFalse(event instanceof VaultEvent.StoreDropped));
      assertEquals(List.of("one", "two"), result.completeStores());
    }
    known.put("one", OFFLINE);
    try (Vault vault = open(settings(2, "one", "two").withWatch(knowing))) {
      write("third", 3);
      assertEquals(List.of("one", "two"), backup(vault, VaultListener.NONE).completeStores());
    }
  }

  @Test
  void restoresReadFromTheOneThatIsKnownToBeQuickest() throws Exception {
    try (Vault vault = open(settings(2, "one", "two", "three").withWatch(knowing))) {
      known.put("one", new KnownHealth.Answers(Duration.ofSeconds(9)));
      known.put("two", new KnownHealth.Answers(Duration.ofMillis(1)));
      known.put("three", new KnownHealth.Answers(Duration.ofSeconds(9)));
      Path target = directory.resolve("restored");
      assertEquals(
          0,
          vault
              .restore(
                  RestoreRequest.all(vault.snapshot("latest").id(), target), VaultListener.NONE)
              .problems());
      Calls reads = Calls.to(Operation.GET).named("^packs/");
      assertEquals(0, plugins.store("one").count(reads));
      assertEquals(0, plugins.store("three").count(reads));
      assertTrue(plugins.store("two").count(reads) > 0);
    }
  }
}
