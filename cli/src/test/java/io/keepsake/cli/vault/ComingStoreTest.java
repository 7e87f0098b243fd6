package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.Vault;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Vaults are opened without the stores that are away, and those join when they are back. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ComingStoreTest {

  private static final Patience HASTY =
      new Patience(2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(500));

  @TempDir private Path directory;
  private final LatePlugins plugins = new LatePlugins();
  private final Gate gate = new Gate();
  private VaultPlace place;
  private Path source;

  @BeforeEach
  void backUpOnce() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    place = new VaultPlace(directory.resolve("stores"), plugins);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
    Files.write(source.resolve("added"), Trees.random(9, 50_000));
  }

  @AfterEach
  void letGo() {
    gate.open();
  }

  private Vault open() throws IOException {
    return place.open(
        place.settings(2, "one", "two", "three").withPatience(HASTY), VaultPlace.key(7));
  }

  private BackupResult backup(Vault vault, VaultListener listener) throws IOException {
    return vault.backup(
        new BackupRequest(
            BackupSources.files(List.of(source), List.of(), BackupSources.Boundary.NONE),
            "host",
            "user",
            Map.of(),
            BackupRequest.Comparison.PREVIOUS_SNAPSHOT),
        listener);
  }

  /** The backup does not end before the gate opens: two of the other stores are needed. */
  private void holdBackup() {
    plugins
        .store("one")
        .inject(
            Calls.to(Operation.PUT).purpose(Purpose.BACKUP).named("^packs/"),
            Times.only(1),
            new Fault.Waits(gate));
  }

  private static void assertWithoutTwo(BackupResult result, String why) {
    assertEquals(Verdict.Level.DEGRADED, result.verdict().level());
    assertEquals(2, result.verdict().copies());
    assertEquals(List.of("one", "three"), result.completeStores());
    assertEquals(Set.of("two"), result.droppedStores().keySet());
    String reason = String.valueOf(result.droppedStores().get("two"));
    assertTrue(reason.contains(why), reason);
  }

  @Test
  void aBackupWithoutOneThatIsAwayIsDegraded() throws IOException {
    plugins.away("two");
    try (Vault vault = open()) {
      assertWithoutTwo(backup(vault, VaultListener.NONE), "is away");
    }
    assertRestores("one");
    assertRestores("three");
  }

  @Test
  void oneThatHangsWhileItIsOpenedIsNotWaitedForAndClosedInTheEnd() throws Exception {
    plugins.hang("two", gate);
    CountDownLatch closed = new CountDownLatch(1);
    plugins.whenClosed(id -> countDown(id, closed));
    try (Vault vault = open()) {
      assertWithoutTwo(backup(vault, VaultListener.NONE), "did not answer");
      gate.open();
      closed.await();
    }
  }

  private static void countDown(String id, CountDownLatch latch) {
    if (id.equals("two")) {
      latch.countDown();
    }
  }

  @Test
  void oneThatComesBackMeanwhileIsWholeInTheEnd() throws IOException {
    plugins.away("two");
    try (Vault vault = open()) {
      backup(vault, VaultListener.NONE);
      Files.write(source.resolve("more"), Trees.random(10, 50_000));
      holdBackup();
      plugins.back("two");
      BackupResult result = backup(vault, this::letGoWhenTwoIsBack);
      assertEquals(Verdict.Level.FULL, result.verdict().level(), result.droppedStores().toString());
      assertEquals(Map.of(), result.droppedStores());
    }
    assertEquals(place.store("one").hashes(), place.store("two").hashes());
    assertRestores("two");
  }

  private void letGoWhenTwoIsBack(VaultEvent event) {
    if (event.equals(new VaultEvent.StoreReturned("two"))) {
      gate.open();
    }
  }

  @Test
  void oneThatComesBackEmptyIsNotWrittenTo() throws IOException {
    assertNotWrittenTo(Map.of(), "keepsake.json");
  }

  @Test
  void oneThatComesBackAsAnotherVaultIsNotWrittenTo() throws IOException {
    VaultPlace other = new VaultPlace(directory.resolve("others"));
    other.create().close();
    assertNotWrittenTo(
        Map.of("keepsake.json", other.store("two").read("keepsake.json")), "another vault");
  }

  private void assertNotWrittenTo(Map<String, byte[]> instead, String why) throws IOException {
    plugins.away("two");
    try (Vault vault = open()) {
      for (String name : place.store("two").names()) {
        place.store("two").delete(name);
      }
      for (Map.Entry<String, byte[]> object : instead.entrySet()) {
        place.store("two").write(object.getKey(), object.getValue());
      }
      holdBackup();
      plugins.whenClosed(_ -> gate.open()); // it was looked at, and found wrong
      plugins.back("two");
      assertWithoutTwo(backup(vault, VaultListener.NONE), why);
      plugins.whenClosed(_ -> {});
    }
    assertEquals(instead.keySet(), Set.copyOf(place.store("two").names()));
  }

  @Test
  void aRestoreDoesWithoutOneThatDoesNotAnswer() throws IOException {
    try (Vault vault = open()) {
      plugins.store("two").inject(Calls.all(), Times.always(), new Fault.Waits(gate));
      Path target = directory.resolve("restored");
      assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
      Map<String, String> expected = Trees.contents(source);
      expected.remove("added");
      assertEquals(expected, Trees.contents(VaultPlace.below(target, source)));
    }
  }

  private void assertRestores(String id) throws IOException {
    Path target = directory.resolve("from-" + id);
    try (Vault part = place.open(id)) {
      assertEquals(0, VaultPlace.restore(part, part.snapshot("latest"), target).problems());
      assertEquals(Trees.contents(source), Trees.contents(VaultPlace.below(target, source)));
    }
  }
}
