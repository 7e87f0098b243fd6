package io.keepsake.core.repair;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.ForgottenNames;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Compares the listings of all stores, name by name, and copies what is missing or wrong.
 *
 * <p>Objects are repaired in the order in which a backup stores them: what others refer to first,
 * snapshots later, and none to a store that still lacks something else, headers after them, and
 * audit segments last. So a repair that ends in the middle leaves no store worse than it was, and
 * the next one goes on from there. A backup may run at the same time: both may store one object,
 * which is the same.
 *
 * <p>Tombstones and holds come first of all, and a snapshot with a tombstone and without a hold is
 * not copied, so that what was forgotten does not come back. It is not deleted either: who has no
 * key cannot tell a tombstone from one that somebody else put there.
 */
public final class RepairPipeline {

  /** Objects at once; each is in memory whole. */
  private static final int AT_ONCE = 4;

  private final ReplicaSet replicas;
  private final HeaderCopies header;
  private final RepairJob job;
  private final VaultListener listener;
  private final List<ObjectStore> stores;
  private final Tally tally;
  private final ForgottenNames forgotten = new ForgottenNames();

  /** A repair of these stores. */
  public RepairPipeline(
      ReplicaSet replicas, HeaderCopies header, RepairJob job, VaultListener listener) {
    this.replicas = replicas;
    this.header = header;
    this.job = job;
    this.listener = listener;
    this.stores = replicas.activeStores();
    this.tally = new Tally(ids());
  }

  /**
   * Runs it. What a single store fails at is part of the outcome.
   *
   * @throws IOException on an interrupt, or if no store can be listed; copies written before stay
   */
  public RepairOutcome run() throws IOException {
    for (String prefix : ObjectNames.BEFORE_SNAPSHOTS) {
      repair(prefix);
    }
    if (job.action() == RepairJob.Action.APPLY) {
      keepSnapshotsFromStoresThatLackOthers();
    }
    repair(ObjectNames.SNAPSHOTS);
    told();
    HeaderRepair headers = new HeaderRepair(header, job, tally, listener);
    for (ObjectStore store : stores) {
      headers.repair(store);
    }
    repair(ObjectNames.AUDIT); // no snapshot needs them, and no replica is less one without
    return tally.outcome();
  }

  private void repair(String prefix) throws IOException {
    Tally counting = isPassing(prefix) ? new Tally(ids()) : tally;
    ObjectRepair repair = new ObjectRepair(job, stores, counting, listener);
    ReplicaListing listing = replicas.list(prefix, Purpose.REPAIR);
    Deque<Future<Boolean>> running = new ArrayDeque<>();
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("repair-", 0).factory());
    try {
      while (listing.hasNext()) {
        ListedObject object = listing.next();
        List<String> listed = listed(listing);
        forgotten.note(object.name());
        if (ObjectNames.hashOf(object.name()).isEmpty() || forgotten.excludes(object.name())) {
          continue; // nothing of the vault's, or a snapshot that is not to come back
        }
        if (repair.isSound(object, listed)) {
          told();
          continue;
        }
        if (running.size() == AT_ONCE) {
          Tasks.results(List.of(running.removeFirst()));
        }
        running.add(threads.submit(() -> repair(repair, object, listed)));
      }
      Tasks.results(List.copyOf(running));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      threads.shutdownNow();
      threads.close();
    }
    listing.requireListed(1);
    for (StoreFailure failure : listing.unlisted()) {
      tally.store(failure.storeId()).unreadable(failure.reason());
    }
    if (counting != tally && job.action() == RepairJob.Action.APPLY) {
      ids().stream()
          .filter(id -> counting.store(id).isBehind())
          .forEach(
              id ->
                  tally
                      .store(id)
                      .unreadable("Provider %s lacks records of who writes".formatted(id)));
    }
  }

  /**
   * Sessions, and what pruners write down, are copied like all else, so that a store that was
   * filled anew shows them; as no snapshot needs them, they are not counted.
   */
  private static boolean isPassing(String prefix) {
    return prefix.equals(ObjectNames.SESSIONS)
        || prefix.equals(ObjectNames.CONDEMNED)
        || prefix.equals(ObjectNames.SWEPT);
  }

  private List<String> ids() {
    return stores.stream().map(ObjectStore::id).toList();
  }

  private boolean repair(ObjectRepair repair, ListedObject object, List<String> listed)
      throws IOException {
    repair.repair(object, listed);
    told();
    return true;
  }

  private void told() {
    listener.on(new VaultEvent.RepairProgress(tally.object()));
  }

  /** A store whose listing broke off is not said to lack anything. */
  private List<String> listed(ReplicaListing listing) {
    Set<String> unlisted =
        listing.unlisted().stream().map(StoreFailure::storeId).collect(Collectors.toSet());
    return stores.stream().map(ObjectStore::id).filter(id -> !unlisted.contains(id)).toList();
  }

  /** A snapshot that is listed promises that everything it refers to is there. */
  private void keepSnapshotsFromStoresThatLackOthers() {
    for (ObjectStore store : stores) {
      StoreTally count = tally.store(store.id());
      if (count.isBehind()) {
        count.unwritable("Provider %s still lacks what snapshots need".formatted(store.id()));
      }
    }
  }
}
