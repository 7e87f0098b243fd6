package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest;
import io.keepsake.core.vault.LockRequest.Action;
import io.keepsake.core.vault.ProviderLocks;
import io.keepsake.core.vault.ProviderLocks.State;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultLocks;
import io.keepsake.core.vault.VaultRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks where the service refuses some of them, or somebody has hidden what they lock. */
final class LockingTest {

  private final Instant tomorrow = Instant.now().plus(Duration.ofHours(23));

  @TempDir private Path directory;
  private final LockingPlugins plugins = new LockingPlugins("one");
  private VaultPlace place;
  private Path source;

  @BeforeEach
  void backUp() throws IOException {
    place = new VaultPlace(directory.resolve("stores"), plugins);
    source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
  }

  private ProviderLocks run(Action action) throws IOException {
    LockRequest request = new LockRequest(action, Optional.empty(), Optional.of("one"));
    LockReport report =
        VaultLocks.run(place.settings("one", "two", "three"), request, plugins, VaultListener.NONE);
    return report.providers().getFirst();
  }

  private ProviderLocks runNeeded() throws IOException {
    LockRequest request = new LockRequest(Action.EXTEND, Optional.empty(), Optional.of("one"));
    try (Vault vault = place.open()) {
      return VaultLocks.runNeeded(vault, request, plugins, VaultListener.NONE)
          .providers()
          .getFirst();
    }
  }

  private void lockFor(LockMode mode, Duration time) {
    plugins.rule(Optional.of(new LockRule(mode, time)));
  }

  private ObjectName first(String prefix) throws IOException {
    return place.store("one").hashes().keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(ObjectName::new)
        .findFirst()
        .orElseThrow();
  }

  private Retention lockOf(ObjectName name) {
    return plugins.lockOf(name).orElseThrow();
  }

  @Test
  void anObjectThatCannotBeLockedStopsNoOther() throws IOException {
    lockFor(LockMode.GOVERNANCE, Duration.ofDays(1));
    ObjectName header = new ObjectName("keepsake.json");
    ObjectName pack = first("packs/");
    plugins.refuse(header, Kind.DENIED);
    plugins.refuse(pack, Kind.INVALID);
    ProviderLocks done = run(Action.EXTEND);
    assertTrue(done.extended() > 3, done::toString);
    assertEquals(2, done.lacking());
    assertEquals(2, done.unlocked());
    assertEquals(done.objects() - 2, done.extended());
    assertTrue(done.problem().orElseThrow().contains(header.value()), done::toString);
    assertFalse(done.isWell());
    plugins.refuseNothing();
    assertEquals(2, run(Action.EXTEND).extended());
    assertTrue(run(Action.LOOK).isWell());
  }

  @Test
  void aLockThatCannotBeReadCountsAsLacking() throws IOException {
    lockFor(LockMode.GOVERNANCE, Duration.ofDays(1));
    long all = run(Action.EXTEND).objects();
    plugins.refuse(first("packs/"), Kind.CORRUPT);
    ProviderLocks found = run(Action.LOOK);
    assertEquals(1, found.lacking());
    assertEquals(all - 1, found.objects());
    assertTrue(found.problem().isPresent());
  }

  /** Some services take the step to compliance only from who may end locks. */
  @Test
  void whatCannotBeLockedMoreFirmlyIsLockedForLonger() throws IOException {
    lockFor(LockMode.GOVERNANCE, Duration.ofHours(1));
    long all = run(Action.EXTEND).objects();
    lockFor(LockMode.COMPLIANCE, Duration.ofDays(1));
    plugins.refuseFirmer();
    ProviderLocks done = run(Action.EXTEND);
    assertEquals(all, done.extended(), done::toString);
    assertEquals(all, done.governance());
    assertEquals(all, done.lacking());
    assertTrue(done.problem().orElseThrow().contains("firmer"), done::toString);
    assertTrue(lockOf(first("packs/")).until().isAfter(tomorrow));
    assertEquals(0, run(Action.EXTEND).extended(), "what has time enough is not set again");
  }

  @Test
  void whatIsNotLockedIsLackingThoughNobodySaysHowToLock() throws IOException {
    ProviderLocks found = run(Action.LOOK);
    assertEquals(State.LOCKS, found.state());
    assertTrue(found.unlocked() > 3, found::toString);
    assertEquals(found.unlocked(), found.lacking());
    lockFor(LockMode.GOVERNANCE, Duration.ofDays(1));
    run(Action.EXTEND);
    plugins.rule(Optional.empty());
    assertTrue(run(Action.LOOK).isWell());
  }

  /** A marker in front of what nobody locked is what an ordinary deletion leaves. */
  @Test
  void onlyWhatIsLockedIsHiddenByAThief() throws IOException {
    lockFor(LockMode.GOVERNANCE, Duration.ofDays(1));
    run(Action.EXTEND);
    ObjectName pack = first("packs/");
    ObjectName index = first("index/");
    plugins.hide(pack, Optional.of(lockOf(pack)));
    plugins.hide(first("snapshots/"), Optional.empty());
    plugins.hide(
        index, Optional.of(new Retention(LockMode.COMPLIANCE, Instant.now().minusSeconds(1))));
    ProviderLocks found = run(Action.LOOK);
    assertEquals(1, found.hiddenCount());
    assertEquals(List.of(pack), found.hidden());
    assertEquals(2, found.deletedCount());
    assertFalse(found.isWell());
    plugins.hideNothing();
    plugins.hide(index, Optional.empty());
    assertTrue(run(Action.LOOK).isWell());
  }

  /** Who hides a snapshot must not get its packs left out. */
  @Test
  void everythingIsNeededWhereSnapshotsAreHidden() throws IOException {
    lockFor(LockMode.GOVERNANCE, Duration.ofHours(1));
    run(Action.EXTEND);
    try (Vault vault = place.open()) {
      Files.writeString(source.resolve("new"), "new");
      BackupResult second = VaultPlace.backup(vault, source);
      new VaultRetention(vault, VaultListener.NONE)
          .forget(List.of(second.snapshot().id()), new Attribution("host", "user", "a mistake"));
    }
    lockFor(LockMode.GOVERNANCE, Duration.ofDays(1));
    long needed = runNeeded().objects();
    assertTrue(needed < run(Action.LOOK).objects(), () -> "all are needed: " + needed);
    plugins.hide(first("packs/"), Optional.empty());
    assertEquals(needed, runNeeded().objects());
    for (String prefix : List.of("snapshots/", "index/", "holds/")) {
      plugins.hideNothing();
      plugins.hide(new ObjectName(prefix + "ab".repeat(32)), Optional.empty());
      assertEquals(run(Action.LOOK).objects(), runNeeded().objects(), prefix);
    }
  }
}
