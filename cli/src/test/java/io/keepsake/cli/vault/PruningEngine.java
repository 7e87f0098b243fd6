package io.keepsake.cli.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSession;
import io.keepsake.testkit.storage.Calls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does things to a vault at random, and knows what must be in it afterwards: of each snapshot that
 * counts, what its files had in them. An action may stop dead between two calls to stores, as a
 * process that is killed does.
 */
final class PruningEngine {

  private static final Attribution WHY = new Attribution("engine", "user", "at random");
  private static final Patience HASTY =
      new Patience(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(20));
  private static final String[] IDS = {"one", "two", "three"};
  private static final String STORE_THAT_GOES = "three";
  private static final int FILES = 5;
  private static final int MOST_CALLS = 120;

  private final SplittableRandom random;
  private final Path directory;
  private final Path source;
  private final List<String> log = new ArrayList<>();

  /** Snapshots that were promised or seen, and neither forgotten nor void. */
  private final Map<SnapshotId, Map<String, String>> expected = new LinkedHashMap<>();

  /** Those of backups that died: a fence may make them void. */
  private final Set<SnapshotId> unpromised = new HashSet<>();

  /** What a backup that died was about, until it is known whether its snapshot is there. */
  private final List<Map<String, String>> died = new ArrayList<>();

  private boolean away;
  private int restored;

  PruningEngine(long seed, Path directory) throws IOException {
    this.random = new SplittableRandom(seed);
    this.directory = directory;
    this.source = Files.createDirectories(directory.resolve("source"));
    change();
    place(new FaultyPlugins()).create().close();
  }

  /** What was done, one a line. */
  List<String> log() {
    return log;
  }

  private VaultPlace place(FaultyPlugins plugins) throws IOException {
    return new VaultPlace(directory.resolve("stores"), plugins);
  }

  private interface Action {
    void on(Vault vault) throws IOException;
  }

  /** Opens the vault anew, as another process would. */
  private void with(Action action) throws IOException {
    with(Long.MAX_VALUE, action);
  }

  /** The same, for a process that dies after so many calls. */
  private void with(long calls, Action action) throws IOException {
    FaultyPlugins plugins = new FaultyPlugins();
    VaultPlace place = place(plugins);
    try (Vault vault =
        place.open(
            place.settings(2, "one", "two", "three").withPatience(HASTY), VaultPlace.key(7))) {
      if (calls < Long.MAX_VALUE) {
        AtomicLong made = new AtomicLong();
        for (String id : away ? List.of("one", "two") : VaultPlace.IDS) {
          plugins.fail(
              id, Calls.all(), _ -> made.incrementAndGet() > calls, StoreException.Kind.DENIED);
        }
      }
      action.on(vault);
    }
  }

  /** Does one thing. */
  void act() throws IOException {
    int which = random.nextInt(100);
    if (which < 26) {
      note("back up");
      with(this::backUp);
    } else if (which < 40) {
      note("change");
      change();
    } else if (which < 48) {
      note("restore");
      with(this::restoreOne);
    } else if (which < 60) {
      note("forget");
      with(this::forget);
    } else if (which < 76) {
      note("prune");
      prune(Long.MAX_VALUE);
    } else if (which < 83) {
      long calls = random.nextInt(MOST_CALLS);
      note("back up, dead after " + calls);
      dieBackingUp(calls);
    } else if (which < 90) {
      long calls = random.nextInt(2 * MOST_CALLS);
      note("prune, dead after " + calls);
      prune(calls);
    } else if (which < 94) {
      note("fence");
      fence();
    } else if (which < 97) {
      note("repair");
      repair();
    } else {
      note(away ? "back" : "away");
      move();
    }
    with(this::check);
  }

  private void note(String what) {
    log.add(what);
  }

  private void change() throws IOException {
    Path file = source.resolve("file" + random.nextInt(FILES));
    Files.write(file, Trees.random(random.nextInt(8), 3_000 + random.nextInt(3) * 2_000));
  }

  private void backUp(Vault vault) throws IOException {
    Map<String, String> contents = Trees.contents(source);
    expected.put(VaultPlace.backup(vault, source).snapshot().id(), contents);
  }

  private void dieBackingUp(long calls) throws IOException {
    Map<String, String> contents = Trees.contents(source);
    try {
      with(calls, this::backUp);
    } catch (VaultException e) {
      died.add(contents);
    }
  }

  private void restoreOne(Vault vault) throws IOException {
    List<SnapshotId> all = present(vault);
    if (!all.isEmpty()) {
      requireRestores(vault, all.get(random.nextInt(all.size())));
    }
  }

  /** In the order in which they came; one that a single store has may be away. */
  private List<SnapshotId> present(Vault vault) throws IOException {
    Set<SnapshotId> listed = listed(vault);
    return expected.keySet().stream().filter(listed::contains).toList();
  }

  private void requireRestores(Vault vault, SnapshotId id) throws IOException {
    Path target = directory.resolve("restored-" + restored++);
    Snapshot snapshot = vault.snapshot(id.hex());
    long problems = VaultPlace.restore(vault, snapshot, target).problems();
    Map<String, String> found = Trees.contents(VaultPlace.below(target, source));
    if (problems > 0 || !found.equals(expected.get(id))) {
      throw new AssertionError(
          "snapshot %s has lost something: %d problems".formatted(id, problems));
    }
  }

  private void forget(Vault vault) throws IOException {
    List<SnapshotId> all = present(vault);
    if (!all.isEmpty()) {
      SnapshotId id = all.get(random.nextInt(all.size()));
      note("  " + id.abbreviated());
      new VaultRetention(vault, VaultListener.NONE).forget(List.of(id), WHY);
      expected.remove(id);
    }
  }

  private static VaultPruning pruning(Vault vault) {
    return new VaultPruning(vault, "engine", "user", VaultListener.NONE);
  }

  private void prune(long calls) throws IOException {
    try {
      with(calls, vault -> pruning(vault).prune(PruneRequest.waiting(Duration.ZERO)));
    } catch (VaultException e) {
      boolean other = e.kind() == VaultException.Kind.FENCED;
      if (calls == Long.MAX_VALUE && !other && !isExpectedAway(e)) {
        throw e;
      }
      note("  " + e.kind());
    }
  }

  /** A snapshot that a fence admitted may be at the store that is away alone. */
  private boolean isExpectedAway(VaultException e) {
    return away
        && e.kind() == VaultException.Kind.DAMAGED
        && String.valueOf(e.getMessage()).contains("all providers answer");
  }

  private void fence() throws IOException {
    with(
        vault -> {
          for (VaultSession session : pruning(vault).sessions()) {
            pruning(vault).fence(session.id());
          }
        });
    with(this::adopt);
    with(
        vault -> {
          Set<SnapshotId> listed = listed(vault);
          unpromised.removeIf(id -> !listed.contains(id) && expected.remove(id) != null);
        });
    if (!away) {
      died.clear();
    }
  }

  private void repair() throws IOException {
    FaultyPlugins plugins = new FaultyPlugins();
    VaultRepair.run(
        // an empty directory where a store should be would be filled
        place(plugins).settings(2, away ? new String[] {"one", "two"} : IDS),
        new RepairRequest(
            RepairRequest.Depth.LISTING, RepairRequest.Action.APPLY, Optional.empty()),
        plugins,
        VaultListener.NONE);
  }

  private void move() throws IOException {
    Path here = directory.resolve("stores").resolve(STORE_THAT_GOES);
    Path there = directory.resolve("away");
    Files.move(away ? there : here, away ? here : there);
    away = !away;
  }

  private static Set<SnapshotId> listed(Vault vault) throws IOException {
    Set<SnapshotId> ids = new HashSet<>();
    vault.snapshots().forEach(snapshot -> ids.add(snapshot.id()));
    return ids;
  }

  /** A snapshot that nobody was promised is that of a backup that died. */
  private void adopt(Vault vault) throws IOException {
    for (SnapshotId id : listed(vault)) {
      if (!expected.containsKey(id)) {
        Path target = directory.resolve("restored-" + restored++);
        long problems = VaultPlace.restore(vault, vault.snapshot(id.hex()), target).problems();
        Map<String, String> found = Trees.contents(VaultPlace.below(target, source));
        if (problems > 0 || !died.contains(found)) {
          throw new AssertionError("snapshot %s is nobody's: %d problems".formatted(id, problems));
        }
        expected.put(id, found);
        unpromised.add(id);
      }
    }
  }

  /** Everything that counts is listed, and nothing else. */
  private void check(Vault vault) throws IOException {
    adopt(vault);
    Set<SnapshotId> listed = listed(vault);
    for (SnapshotId id : expected.keySet()) {
      if (!listed.contains(id) && !(unpromised.contains(id) && away)) {
        throw new AssertionError("snapshot " + id + " is gone");
      }
    }
  }

  /** Brings all together, prunes what is left, and requires that all is well. */
  void end() throws IOException {
    note("end");
    if (away) {
      move();
    }
    fence();
    repair();
    with(this::check);
    with(
        vault -> {
          pruning(vault).prune(PruneRequest.waiting(Duration.ZERO));
          pruning(vault).prune(PruneRequest.waiting(Duration.ZERO));
        });
    with(this::check);
    with(
        vault -> {
          for (SnapshotId id : expected.keySet()) {
            requireRestores(vault, id);
          }
          Set<String> damage = VaultPlace.named(VaultPlace.verify(vault));
          long garbage = pruning(vault).preview(PruneRequest.waiting(Duration.ZERO)).packs();
          if (!damage.isEmpty() || garbage > 0) {
            throw new AssertionError("damage " + damage + ", packs left " + garbage);
          }
        });
  }
}
