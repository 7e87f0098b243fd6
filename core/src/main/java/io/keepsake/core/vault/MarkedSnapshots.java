package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All snapshots with all that is written about them, as so many providers see it that whatever the
 * minimum of providers have is among it.
 *
 * @param holders ids of the providers that list each snapshot, forgotten ones too
 * @param marks tombstones and holds
 * @param unseen providers that were not listed to their end, each with the reason
 * @param writable ids of the providers from which anything can be deleted
 */
record MarkedSnapshots(
    Map<Hash, Set<String>> holders,
    SnapshotMarks marks,
    Map<String, String> unseen,
    List<String> writable) {

  /**
   * Looks.
   *
   * @param done what is to be told of what was done so far, if this fails: a sentence
   * @throws VaultException kind {@code TOO_FEW_COPIES} if too few providers can be listed
   */
  static MarkedSnapshots look(
      Repository operation, Placement placement, VaultListener listener, String done)
      throws IOException {
    Map<String, String> unseen = new TreeMap<>();
    Map<Hash, Set<String>> holders = new LinkedHashMap<>();
    ReplicaListing listing = operation.replicas().list(ObjectNames.SNAPSHOTS, Purpose.PRUNE);
    try {
      while (listing.hasNext()) {
        ListedObject object = listing.next();
        ObjectNames.hashOf(object.name())
            .ifPresent(id -> holders.put(id, object.lengths().keySet()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.unlisted().forEach(failure -> unseen.put(failure.storeId(), failure.reason()));
    MarkReader reader =
        new MarkReader(
            operation,
            Purpose.PRUNE,
            (name, problem) -> listener.on(new VaultEvent.DamageFound("", name.value(), problem)));
    SnapshotMarks marks = reader.all(holders.keySet());
    marks.unlisted().forEach(id -> unseen.putIfAbsent(id, "Provider " + id + " cannot be listed"));
    requireOverlap(placement, unseen, done);
    return new MarkedSnapshots(holders, marks, unseen, placement.writable());
  }

  /** Marks are written to the minimum of providers or more; of those, one is to be among these. */
  private static void requireOverlap(Placement placement, Map<String, String> unseen, String done)
      throws VaultException {
    Set<String> seen = new HashSet<>(placement.writable());
    int needed = seen.size() - placement.policy().minimum() + 1;
    seen.removeAll(unseen.keySet());
    if (seen.size() < needed) {
      throw new VaultException(
          VaultException.Kind.TOO_FEW_COPIES,
          "Only %d of %d providers answer, and %d are needed to see every hold for sure. %s. %s"
              .formatted(
                  seen.size(),
                  placement.writable().size(),
                  needed,
                  done,
                  String.join("; ", unseen.values())));
    }
  }

  /** Ids of the snapshots that are not forgotten. */
  Set<Hash> present() {
    Set<Hash> present = new HashSet<>(holders.keySet());
    present.removeIf(marks::isForgotten);
    return present;
  }

  /** Ids of the snapshots that are forgotten, and that providers still have. */
  List<Hash> leftOver() {
    return holders.keySet().stream()
        .filter(marks::isForgotten)
        .filter(id -> !deletable(id).isEmpty())
        .toList();
  }

  /** Ids of the providers from which a snapshot can be deleted. */
  Set<String> deletable(Hash id) {
    Set<String> from = new HashSet<>(holders.getOrDefault(id, Set.of()));
    from.retainAll(writable);
    return from;
  }
}
