package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.SnapshotId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the program has promised, and what was done to the providers behind its back. */
final class Ledger {

  /**
   * A backup that was called a success.
   *
   * @param id the snapshot
   * @param tree what was backed up
   * @param stores the providers that have all of it, as was said
   * @param turn when, among promises and harms
   */
  record Promise(SnapshotId id, TreeState tree, Set<String> stores, int turn) {}

  /** Harm to one object. */
  private record Harmed(String site, String name, Harm harm, int turn) {}

  private final List<Promise> promises = new ArrayList<>();
  private final List<Harmed> harms = new ArrayList<>();
  private final Set<SnapshotId> held = new HashSet<>();
  private final Set<SnapshotId> doubtful = new HashSet<>();
  private final Set<SnapshotId> forgotten = new LinkedHashSet<>();
  private int turn;

  void promise(SnapshotId id, TreeState tree, Set<String> stores) {
    promises.add(new Promise(id, tree, Set.copyOf(stores), turn++));
  }

  /** A snapshot is held, or may be: somebody tried, and nobody knows how it ended. */
  void hold(SnapshotId id, Certainty certainty) {
    (certainty == Certainty.SURE ? held : doubtful).add(id);
  }

  /**
   * A promise is taken back. Where it is not sure that it was, or the snapshot may be held, nothing
   * is known of it any more.
   */
  void forget(SnapshotId id, Certainty certainty) {
    promises.removeIf(promise -> promise.id().equals(id));
    if (certainty == Certainty.SURE && !mayBeHeld(id)) {
      forgotten.add(id);
    }
  }

  boolean isHeld(SnapshotId id) {
    return held.contains(id);
  }

  boolean mayBeHeld(SnapshotId id) {
    return held.contains(id) || doubtful.contains(id);
  }

  /** The snapshots that are gone for good. */
  Set<SnapshotId> forgotten() {
    return forgotten;
  }

  /** Whether something was done, or may have been. */
  enum Certainty {
    /** The program said so. */
    SURE,
    /** It failed on its way. */
    UNSURE
  }

  void harm(String site, String name, Harm harm) {
    harms.add(new Harmed(site, name, harm, turn++));
  }

  List<Promise> promises() {
    return promises;
  }

  /** The objects of a provider that were harmed at some time. */
  Set<String> harmed(String site) {
    return harms.stream()
        .filter(each -> each.site().equals(site))
        .map(Harmed::name)
        .collect(Collectors.toSet());
  }

  /**
   * Whether a provider cannot be held to a promise: what happened to it since is not mended. A bit
   * that was flipped before the promise is an excuse too: no listing shows it.
   */
  boolean isExcused(Promise promise, String site, Survey now) {
    return harms.stream()
        .filter(each -> each.site().equals(site) && !now.isGood(site, each.name()))
        .filter(each -> !each.name().startsWith(Survey.AUDIT))
        .anyMatch(each -> each.turn() > promise.turn() || each.harm() == Harm.FLIP);
  }
}
