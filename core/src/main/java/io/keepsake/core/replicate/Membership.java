package io.keepsake.core.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.failover.CircuitBreaker;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The stores of a set: which take part, and why the others do not. */
final class Membership {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final List<Lane> lanes;
  private final Placement placement;
  private final List<StoreFailure> absent;
  private final VaultListener listener;
  private final LengthDispute lengths = new LengthDispute(this);

  /**
   * The stores at the beginning.
   *
   * @param missing why stores cannot be used; of those among {@code all} and of others
   */
  Membership(
      List<ObjectStore> all,
      Placement placement,
      VaultListener listener,
      List<StoreFailure> missing,
      DebtLog debts) {
    this.placement = placement;
    this.listener = listener;
    List<String> active = placement.initial();
    this.lanes =
        all.stream()
            .map(
                store ->
                    new Lane(
                        store,
                        new CircuitBreaker(Timing.SYSTEM, FIRST_PAUSE, LONGEST_PAUSE),
                        active.contains(store.id()),
                        missing.stream().filter(m -> m.storeId().equals(store.id())).findFirst(),
                        debts))
            .toList();
    Set<String> ids = all.stream().map(ObjectStore::id).collect(Collectors.toSet());
    this.absent = missing.stream().filter(failure -> !ids.contains(failure.storeId())).toList();
  }

  List<Lane> lanes() {
    return lanes;
  }

  List<ObjectStore> all() {
    return lanes.stream().map(Lane::store).toList();
  }

  /** Stores that answer, as far as is known. */
  List<ObjectStore> up() {
    return lanes.stream().filter(Lane::isUp).map(Lane::store).toList();
  }

  /** Stores that are written to and answer. */
  List<ObjectStore> active() {
    return lanes.stream().filter(Lane::isEnlisted).filter(Lane::isUp).map(Lane::store).toList();
  }

  /** An object without the stores that do not have it whole; may read copies of it. */
  ListedObject whole(ListedObject object, Purpose purpose) {
    return lengths.settle(object, purpose);
  }

  /** Why stores that should be written to cannot be. */
  List<StoreFailure> dropped() {
    List<StoreFailure> failures = new ArrayList<>(absent);
    lanes.stream()
        .filter(lane -> lane.isEnlisted() && !lane.isUp())
        .forEach(lane -> lane.failure().ifPresent(failures::add));
    return failures;
  }

  /** Every store is among the ones or the others, also where one comes back at this moment. */
  Reach reach() {
    List<ObjectStore> up = new ArrayList<>();
    List<StoreFailure> failures = new ArrayList<>(absent);
    for (Lane lane : lanes) {
      if (lane.isUp()) {
        up.add(lane.store());
      } else {
        failures.add(
            lane.failure()
                .orElseGet(
                    () ->
                        new StoreFailure(
                            lane.id(),
                            Kind.UNAVAILABLE,
                            "Provider " + lane.id() + " does not answer")));
      }
    }
    return new Reach(up, failures);
  }

  /**
   * Who can be asked.
   *
   * @param up stores that answer, as far as is known
   * @param notUp why the others cannot be asked
   */
  record Reach(List<ObjectStore> up, List<StoreFailure> notUp) {}

  /**
   * Notes that a store failed. One that cannot be written to is left alone for a while, and a
   * standby may take its place; a failure that concerns one object changes nothing else.
   */
  void failed(Lane lane, StoreFailure failure) {
    if (failure.kind() == Kind.INTERRUPTED) {
      return; // it was given up, and did not fail by itself
    }
    if (failure.kind() == Kind.CORRUPT) {
      lane.note(failure);
    } else if (lane.down(failure)) {
      tell(new VaultEvent.StoreDropped(failure.storeId(), failure.reason()));
    }
  }

  /** Notes that a store answers. */
  void answered(Lane lane) {
    if (lane.up()) {
      tell(new VaultEvent.StoreReturned(lane.id()));
    }
  }

  /** Takes in standbys if too few stores can be written to; those that were taken in. */
  synchronized List<Lane> recruit() {
    Set<String> usable = ids(lane -> lane.isEnlisted() && lane.isUp());
    Set<String> idle = ids(lane -> !lane.isEnlisted() && lane.isUp());
    if (idle.isEmpty()) {
      return List.of();
    }
    List<String> recruits = placement.takeover(usable, ids(lane -> !lane.isUp()));
    List<Lane> taken = lanes.stream().filter(lane -> recruits.contains(lane.id())).toList();
    for (Lane lane : taken) {
      lane.enlist();
      tell(new VaultEvent.StandbyEnlisted(lane.id()));
    }
    return taken;
  }

  /**
   * Whether the stores that answer list all there is: one of them, other than this one, has
   * everything; or there are so many that whatever the minimum of stores have, one of them has.
   */
  boolean listEverything(Lane besides) {
    if (lanes.stream().anyMatch(lane -> lane != besides && lane.hasAll())) {
      return true;
    }
    List<String> writable = placement.writable();
    long listed = lanes.stream().filter(l -> writable.contains(l.id()) && l.isUp()).count();
    return listed >= writable.size() - placement.policy().minimum() + 1L;
  }

  /** How many stores answer that have not been asked for a put, standbys that may help included. */
  int canStillTake(Put put) {
    recruit();
    return (int)
        lanes.stream()
            .filter(lane -> lane.isEnlisted() && lane.isUp() && !put.wasSentTo(lane))
            .count();
  }

  private Set<String> ids(Predicate<Lane> which) {
    return lanes.stream()
        .filter(which)
        .map(Lane::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What stores other than that one are known to lack. */
  Set<ObjectName> lackedByOthers(Lane lane) {
    Set<ObjectName> lacked = new LinkedHashSet<>();
    lanes.stream().filter(other -> other != lane).forEach(other -> lacked.addAll(other.missed()));
    return lacked;
  }

  /** Tells the listener of a read that goes to another store. */
  void failedOver(String object, StoreFailure failure) {
    tell(new VaultEvent.ReadFailedOver(failure.storeId(), object, failure.reason()));
  }

  /** Tells the listener; events come one at a time. */
  void tell(VaultEvent event) {
    synchronized (listener) {
      listener.on(event);
    }
  }

  /** The ids of the stores that have everything. */
  Set<String> complete() {
    return ids(Lane::isComplete);
  }

  /** The failure of a call that too few stores answered. */
  ReplicationException tooFew(String asked, int did) {
    List<StoreFailure> failures = new ArrayList<>(absent);
    lanes.stream()
        .filter(Lane::isEnlisted)
        .forEach(lane -> lane.failure().ifPresent(failures::add));
    return new ReplicationException(
        "Could not %s: %d of %d providers did and the minimum is %d"
            .formatted(asked, did, lanes.size(), placement.policy().minimum()),
        failures);
  }

  Optional<Lane> lane(String storeId) {
    return lanes.stream().filter(lane -> lane.id().equals(storeId)).findFirst();
  }
}
