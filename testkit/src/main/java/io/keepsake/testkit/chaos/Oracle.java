package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.testkit.chaos.Ledger.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps in mind what a vault has promised and what was done to its providers, and says whether the
 * promises are kept. For one thread.
 */
public final class Oracle {

  private final Fleet fleet;
  private final SourceTree source;
  private final Path directory;
  private final Ledger ledger = new Ledger();
  private final Saboteur saboteur;
  private final Watch watch;
  private final Attempts attempts;
  private final Forgets forgets;

  /** An oracle for a vault that holds nothing yet; files to back up are made by {@link #change}. */
  public Oracle(Fleet fleet, Surroundings around) {
    this.fleet = fleet;
    directory = around.directory();
    source = new SourceTree(directory.resolve("source"));
    saboteur = new Saboteur(fleet, ledger);
    watch = new Watch(around.deadline());
    attempts = new Attempts(watch);
    forgets = new Forgets(fleet, ledger, attempts);
  }

  /** What is backed up. */
  public Path source() {
    return source.root();
  }

  /** Changes some files of the source. */
  public void change(long seed) throws IOException {
    source.change(seed);
  }

  /** What the source is now. */
  public TreeState tree() throws IOException {
    return TreeState.of(source.root());
  }

  /**
   * Notes a backup that was called a success, and the providers that are said to have all of it.
   */
  public void promised(SnapshotId id, TreeState tree, Set<String> stores) {
    require(
        stores.size() >= fleet.minimum(),
        () ->
            "[minimum] a backup with %d complete copies was called a success"
                .formatted(stores.size()));
    ledger.promise(id, tree, stores);
  }

  /** Harms what a provider stores, unless it has the only good copy. */
  public void harm(Step.Damage damage) throws IOException {
    saboteur.harm(damage);
  }

  /** The promises so far. */
  List<Promise> promises() {
    return ledger.promises();
  }

  /** Where snapshots are restored to, one at a time. */
  Path target() {
    return directory.resolve("restored");
  }

  /** Deletes what was restored. */
  void clear() throws IOException {
    SourceTree.delete(target());
  }

  /** Forgets and holds what was promised. */
  Forgets forgets() {
    return forgets;
  }

  /** Watches over operations. */
  Watch watch() {
    return watch;
  }

  /** Runs operations. */
  Attempts attempts() {
    return attempts;
  }

  /** A restore that must be right, or that must be right if it says so. */
  void checkRestore(Vault vault, Promise promise, Attempts.Excuse excuse)
      throws IOException, InterruptedException {
    Path target = target();
    String name = "restoring " + promise.id().abbreviated();
    var result = attempts.run(name, excuse, () -> Fleet.restore(vault, promise.id(), target));
    boolean toCheck = excuse == Attempts.Excuse.NONE && !watch.wasInterrupted();
    if (result.isPresent() && (toCheck || result.get().problems() == 0)) {
      Restores.requireRight(promise, result.get(), target, source.root());
    }
    SourceTree.delete(target);
  }

  /**
   * No provider has an object in part or wrong that was not harmed, and each one that was named in
   * a promise keeps it alone.
   */
  public void requireKept() throws IOException, InterruptedException {
    Survey survey = fleet.survey();
    requireUntorn(survey);
    for (Site site : fleet.sites()) {
      List<Promise> promises =
          ledger.promises().stream()
              .filter(promise -> promise.stores().contains(site.id()))
              .filter(promise -> !ledger.isExcused(promise, site.id(), survey))
              .toList();
      requireAlone(site, promises);
    }
  }

  /** No provider has an object in part or wrong that was not harmed. */
  void requireUntorn(Survey survey) {
    for (String site : survey.copies().keySet()) {
      Set<String> wrong = survey.damaged(site);
      wrong.removeAll(ledger.harmed(site));
      require(
          wrong.isEmpty(),
          () -> "[torn] %s has %s wrong, which nobody harmed".formatted(site, wrong));
    }
  }

  /** One provider, without the others, restores these. */
  void requireAlone(Site site, List<Promise> promises) throws IOException, InterruptedException {
    if (promises.isEmpty()) {
      return;
    }
    try (Vault vault = attempts.must("[alone] opening " + site.id(), () -> fleet.openAlone(site))) {
      for (Promise promise : promises) {
        requireRestores(vault, promise, "[alone] from " + site.id());
      }
    }
  }

  /** A promise is kept by a vault. */
  void requireRestores(Vault vault, Promise promise, String how)
      throws IOException, InterruptedException {
    Path target = target();
    String name = how + ", restoring " + promise.id().abbreviated();
    RestoreResult result = attempts.must(name, () -> Fleet.restore(vault, promise.id(), target));
    try {
      Restores.requireRight(promise, result, target, source.root());
    } catch (ChaosFailure e) {
      throw new ChaosFailure(name + ": " + e.getMessage(), e);
    }
    SourceTree.delete(target);
  }

  /**
   * Snapshots that a vault lists and nobody was told of: their backup ended before it could say.
   */
  public void requireOthersRestore(Vault vault) throws IOException, InterruptedException {
    Set<SnapshotId> told = new HashSet<>();
    promises().forEach(promise -> told.add(promise.id()));
    Set<SnapshotId> others =
        attempts.must("listing snapshots", vault::snapshots).stream()
            .map(snapshot -> snapshot.id())
            .filter(id -> !told.contains(id))
            .collect(Collectors.toSet());
    Path target = target();
    for (SnapshotId id : others) {
      RestoreResult result =
          attempts.must("restoring a nameless snapshot", () -> Fleet.restore(vault, id, target));
      require(
          result.problems() == 0,
          () -> "[snapshots] %s is listed and does not restore".formatted(id));
      SourceTree.delete(target);
    }
  }

  /**
   * Lifts all troubles and checks everything: promises, debts, and that a repair makes all
   * providers alike.
   */
  public void reckon() throws IOException, InterruptedException {
    fleet.sites().forEach(Site::lift);
    requireKept();
    new Reckoning(fleet, this).run();
  }
}
