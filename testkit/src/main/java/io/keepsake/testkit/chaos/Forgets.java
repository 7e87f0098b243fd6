package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotHold;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.testkit.chaos.Attempts.Excuse;
import io.keepsake.testkit.chaos.Ledger.Certainty;
import io.keepsake.testkit.chaos.Ledger.Promise;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Forgets and holds snapshots, and says whether that is kept: what is forgotten is never listed
 * again, and what is held never goes.
 */
final class Forgets {

  private final Fleet fleet;
  private final Ledger ledger;
  private final Attempts attempts;

  Forgets(Fleet fleet, Ledger ledger, Attempts attempts) {
    this.fleet = fleet;
    this.ledger = ledger;
    this.attempts = attempts;
  }

  private Optional<SnapshotId> any(long seed) {
    List<Promise> promises = ledger.promises();
    return promises.isEmpty()
        ? Optional.empty()
        : Optional.of(promises.get(new SplittableRandom(seed).nextInt(promises.size())).id());
  }

  /** So many providers have to be well: those that must take a mark, and see all marks. */
  int needed() {
    return Math.max(fleet.minimum(), fleet.sites().size() - fleet.minimum() + 1);
  }

  void hold(Vault vault, long seed, Excuse excuse) throws InterruptedException {
    Optional<SnapshotId> id = any(seed);
    if (id.isPresent()) {
      Optional<SnapshotHold> hold = attempts.run("hold", excuse, () -> Fleet.hold(vault, id.get()));
      ledger.hold(id.get(), hold.isPresent() ? Certainty.SURE : Certainty.UNSURE);
    }
  }

  void forget(Vault vault, long seed, Excuse excuse) throws IOException, InterruptedException {
    Optional<SnapshotId> id = any(seed);
    if (id.isEmpty()) {
      return;
    }
    boolean known = isHoldKnown(id.get());
    Optional<Boolean> forgotten = attempts.run("forget", excuse, () -> forgotten(vault, id.get()));
    if (forgotten.isPresent() && !forgotten.get()) {
      require(
          ledger.mayBeHeld(id.get()),
          () -> "[holds] nobody holds %s, and it is said to be held".formatted(id.get()));
      return;
    }
    boolean gone = forgotten.isPresent();
    require(
        !gone || !ledger.isHeld(id.get()) || !known,
        () -> "[holds] %s is held, and was forgotten".formatted(id.get()));
    if (!ledger.isHeld(id.get()) || gone) {
      ledger.forget(id.get(), gone ? Certainty.SURE : Certainty.UNSURE);
    }
  }

  /** Whether so many providers have a hold that one of those that answer has it. */
  private boolean isHoldKnown(SnapshotId id) throws IOException {
    Survey survey = fleet.survey();
    return survey.copies().keySet().stream()
            .filter(
                site ->
                    survey.hashes(site).keySet().stream()
                        .anyMatch(name -> name.startsWith("holds/" + id.hex())))
            .count()
        >= fleet.minimum();
  }

  /** Whether it was forgotten, and not refused because it is held. */
  private static boolean forgotten(Vault vault, SnapshotId id) throws VaultException {
    try {
      ForgetResult result = Fleet.forget(vault, List.of(id));
      return result.held().isEmpty();
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.HELD) {
        return false;
      }
      throw e;
    }
  }

  /** When all is well: nothing that was forgotten is listed, and no provider keeps it. */
  void requireGone(Vault vault) throws IOException, InterruptedException {
    Set<SnapshotId> listed =
        attempts.must("listing snapshots", vault::snapshots).stream()
            .map(Snapshot::id)
            .collect(Collectors.toCollection(HashSet::new));
    listed.retainAll(ledger.forgotten());
    require(listed.isEmpty(), () -> "[forget] %s came back".formatted(listed));
    ForgetResult result =
        attempts.must("ending what was forgotten", () -> Fleet.forget(vault, List.of()));
    require(
        result.pending().isEmpty(),
        () -> "[forget] all is well, and yet it says %s".formatted(result.pending()));
    for (Site site : fleet.sites()) {
      try (ObjectStore raw = site.raw()) {
        for (SnapshotId id : ledger.forgotten()) {
          ObjectName name = new ObjectName("snapshots/" + id.hex());
          require(
              raw.stat(name, Purpose.PROBE).isEmpty(),
              () -> "[forget] %s still has %s".formatted(site.id(), name));
        }
      }
    }
  }
}
