package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.repository.MarkSpreading;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Forgets snapshots: writes tombstones to the minimum of providers or more, also those that earlier
 * forgettings left at fewer; looks for holds once more, and then deletes the snapshots wherever
 * they are.
 *
 * <p>A hold is made in the opposite order: it is written first, and then its maker looks for a
 * tombstone. As what either writes and what the other sees overlap, of two at the same moment one
 * at least sees the other; who forgets then deletes nothing, and who holds is told.
 */
final class Forgetting {

  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 10;

  private final Repository operation;
  private final Placement placement;
  private final DebtJournal journal;
  private final VaultListener listener;

  Forgetting(
      Repository operation, Placement placement, DebtJournal journal, VaultListener listener) {
    this.operation = operation;
    this.placement = placement;
    this.journal = journal;
    this.listener = listener;
  }

  /** Forgets these, and ends what earlier ones have left to do. */
  ForgetResult run(Collection<Hash> ids, Attribution why) throws IOException {
    MarkedSnapshots before = look("Nothing was forgotten");
    Set<Hash> wanted = new LinkedHashSet<>(ids);
    requirePresent(wanted, before);
    if (wanted.isEmpty() && before.leftOver().isEmpty()) {
      return new ForgetResult(List.of(), List.of(), 0, Map.of());
    }
    bury(List.copyOf(wanted), why);
    MarkedSnapshots now = lookOnceMore();
    Map<String, String> pending = delete(now);
    List<SnapshotId> held = new ArrayList<>();
    List<SnapshotId> forgotten = new ArrayList<>();
    for (Hash id : wanted) {
      (now.marks().isHeld(id) ? held : forgotten).add(new SnapshotId(id.hex()));
    }
    long finished =
        before.leftOver().stream()
            .filter(id -> Collections.disjoint(before.deletable(id), pending.keySet()))
            .count();
    return new ForgetResult(forgotten, held, finished, pending);
  }

  /**
   * All that is forgotten is marked where whoever holds it sees that; then holds are looked for.
   */
  private MarkedSnapshots lookOnceMore() throws IOException {
    String done = "The snapshots are marked as forgotten and not deleted yet; run it again";
    MarkSpreading spreading = new MarkSpreading(operation, operation.replicas().minimum());
    MarkedSnapshots now = look(done);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (!spreading.spread(now.marks().reliedOn(now.leftOver()))) {
        return now;
      }
      now = look(done);
    }
    throw new VaultException(
        VaultException.Kind.TOO_FEW_COPIES,
        "Others forget snapshots all the time, of which providers know that do not see each other. "
            + done);
  }

  private MarkedSnapshots look(String done) throws IOException {
    return MarkedSnapshots.look(operation, placement, listener, done);
  }

  private static void requirePresent(Set<Hash> wanted, MarkedSnapshots seen) throws VaultException {
    Set<Hash> present = seen.present();
    for (Hash id : wanted) {
      String name = new SnapshotId(id.hex()).abbreviated();
      if (!present.contains(id)) {
        throw new VaultException(
            VaultException.Kind.NO_SUCH_SNAPSHOT,
            "There is no snapshot " + name + "; nothing was forgotten");
      }
      if (seen.marks().isHeld(id)) {
        throw new VaultException(
            VaultException.Kind.HELD,
            "Snapshot %s is held (%s); nothing was forgotten. 'keepsake hold release' ends a hold"
                .formatted(name, VaultRetention.holds(seen.marks(), id).getFirst().reason()));
      }
    }
  }

  private void bury(List<Hash> ids, Attribution why) throws IOException {
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<Callable<Hash>> writes = new ArrayList<>();
      for (Hash id : ids.subList(from, Math.min(ids.size(), from + AT_ONCE))) {
        writes.add(() -> operation.storeTombstone(VaultRetention.mark(id, why, Optional.empty())));
      }
      Tasks.atOnce(writes);
    }
  }

  /** Deletes all snapshots that are forgotten from where they are; answers where they may stay. */
  private Map<String, String> delete(MarkedSnapshots now) throws IOException {
    Map<String, List<ObjectName>> byStore = new HashMap<>();
    for (Hash id : now.leftOver()) {
      for (String holder : now.deletable(id)) {
        byStore.computeIfAbsent(holder, _ -> new ArrayList<>()).add(ObjectNames.snapshot(id));
      }
    }
    Map<String, String> pending = new TreeMap<>(now.unseen());
    pending.keySet().retainAll(now.writable());
    pending.putAll(operation.replicas().delete(byStore, Purpose.PRUNE));
    for (ObjectStore store : operation.replicas().stores()) {
      now.leftOver().forEach(id -> journal.paid(store.id(), ObjectNames.snapshot(id)));
    }
    return pending;
  }
}
