package io.keepsake.core.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.failover.Hedging;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.core.watch.KnownHealth;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The stores of a vault during one operation. A store that fails a write is left alone for a while;
 * what it misses meanwhile it owes, and is brought up to the others when it answers again, while
 * the set is {@linkplain #startWriting writing}.
 *
 * <p>Safe for many threads. An interrupt ends a call with {@link InterruptedIOException}, the flag
 * still set. Give it {@link RetryingStore}s: only reads are tried again here, at other stores.
 */
public final class ReplicaSet implements AutoCloseable {

  /** As many objects may be on their way to slow stores when nobody waits for them any more. */
  public static final int MOST_DETACHED = 3;

  private final Placement placement;
  private final List<StoreFailure> missing;
  private final DebtLog debts;
  private final Membership members;
  private final ReplicaWriter writer;
  private final FlawLog flaws = new FlawLog();
  private final ReplicaReader reader;
  private final Optional<Hedging> hedging;

  /** A set of stores that are all open, and all written to. */
  public ReplicaSet(List<ObjectStore> stores, int minimum, VaultListener listener) {
    this(
        stores,
        new Placement(
            stores.stream().map(store -> ProviderTraits.active(store.id())).toList(),
            new CopyPolicy(stores.size(), minimum, 0)),
        listener,
        List.of(),
        DebtLog.NONE);
  }

  /**
   * A set of stores, some of which cannot be used at the beginning.
   *
   * @param stores at least one, with ids that differ
   * @param placement which are written to, and how many must have an object for a put to succeed
   * @param listener is told of dropped stores and of reads that went on to another store
   * @param missing those that cannot be used, without an event: if they are among {@code stores}
   *     they are tried again later
   * @param debts is told of what stores come to lack
   * @throws IllegalArgumentException if there is no store, or two share an id
   */
  public ReplicaSet(
      List<ObjectStore> stores,
      Placement placement,
      VaultListener listener,
      List<StoreFailure> missing,
      DebtLog debts) {
    this(stores, placement, listener, missing, Foreknowledge.NONE, debts, Optional.empty());
  }

  private ReplicaSet(
      List<ObjectStore> stores,
      Placement placement,
      VaultListener listener,
      List<StoreFailure> missing,
      Foreknowledge foreknown,
      DebtLog debts,
      Optional<Hedging> hedging) {
    if (stores.isEmpty() || ids(stores).size() < stores.size()) {
      throw new IllegalArgumentException("A replica set has one or more stores of different ids");
    }
    this.placement = placement;
    this.missing = List.copyOf(missing);
    this.debts = debts;
    members = new Membership(stores, placement, listener, foreknown.out(missing), debts);
    writer = new ReplicaWriter(members, placement.policy().minimum());
    ReadRoutes routes = new ReadRoutes(members, placement.preferences(), foreknown.latencies());
    this.hedging = hedging;
    reader = new ReplicaReader(members, routes, flaws, hedging);
  }

  private static Set<String> ids(List<ObjectStore> stores) {
    return stores.stream().map(ObjectStore::id).collect(Collectors.toCollection(HashSet::new));
  }

  /** The same stores for another operation, with none dropped but those that are missing. */
  public ReplicaSet anew(VaultListener another) {
    return anew(another, Map.of());
  }

  /**
   * The same stores for another operation, as they are known to fare. One that is offline begins as
   * if it had just failed, which is told, if the others suffice to write to and to see everything:
   * it is not waited for, and joins a {@linkplain #startWriting session} when it answers.
   */
  public ReplicaSet anew(VaultListener another, Map<String, KnownHealth> known) {
    Set<String> usable = ids(members.all());
    missing.forEach(failure -> usable.remove(failure.storeId()));
    Foreknowledge foreknown = Foreknowledge.of(known, usable, placement);
    foreknown
        .offline()
        .forEach(out -> another.on(new VaultEvent.StoreDropped(out.storeId(), out.reason())));
    return new ReplicaSet(members.all(), placement, another, missing, foreknown, debts, hedging);
  }

  /** The same stores for another operation, which makes slow reads at a second store as well. */
  public ReplicaSet hedged(Hedging how, VaultListener another) {
    return new ReplicaSet(
        members.all(), placement, another, missing, Foreknowledge.NONE, debts, Optional.of(how));
  }

  /**
   * Stores an object named by its content at all stores that take part; returns when the minimum of
   * them has it and the others have it or are slow. Where an object of that name and length is
   * there already, that counts as stored.
   *
   * @param released is run once, when no store touches the bytes any more; after a failure too
   * @return ids of the stores that have it
   * @throws ReplicationException if fewer stores than the minimum have it; some may hold it
   */
  public Set<String> put(ObjectName name, ObjectContent content, Purpose purpose, Runnable released)
      throws IOException {
    return writer.put(name, content, PutCondition.IF_ABSENT, purpose, released);
  }

  /** Stores an object of which the bytes do not change any more. */
  public Set<String> put(ObjectName name, ObjectContent content, Purpose purpose)
      throws IOException {
    return put(name, content, purpose, () -> {});
  }

  /**
   * Stores a small object at all stores that answer and may be written to, standbys too, and waits
   * for all of them. What is not stored is owed by nobody.
   *
   * @return ids of the stores that have it, maybe none
   * @throws InterruptedIOException on an interrupt; some may have it
   */
  public Set<String> post(ObjectName name, ObjectContent content, Purpose purpose)
      throws InterruptedIOException {
    return post(name, content, purpose, Set.of());
  }

  /**
   * The same, but for some stores.
   *
   * @param besides ids of those that are not sent anything
   */
  public Set<String> post(
      ObjectName name, ObjectContent content, Purpose purpose, Set<String> besides)
      throws InterruptedIOException {
    List<String> meant = placement.writable().stream().filter(id -> !besides.contains(id)).toList();
    return new Posting(members, meant).run(name, content, purpose);
  }

  /**
   * Stores the object that refers to all others, at the stores that have those whole.
   *
   * @return ids of the stores that have it
   * @throws ReplicationException if fewer than the minimum took it; it was taken back from those
   *     that did, as far as they could be reached
   */
  public Set<String> commit(ObjectName name, ObjectContent content, Purpose purpose)
      throws IOException {
    return writer.commit(name, content, purpose);
  }

  /**
   * Stores an object that may come later too, at the stores that take it: no standby is taken in
   * for it, and that few take it is no failure. Returns when all have answered, or have had time.
   *
   * @return ids of the stores that have it
   * @throws InterruptedIOException on an interrupt; some may hold it
   */
  public Set<String> offer(ObjectName name, ObjectContent content, Purpose purpose)
      throws InterruptedIOException {
    return writer.offer(name, content, purpose);
  }

  /**
   * Deletes objects at the stores that may be written to, all at once. Nothing is noted of a store
   * that fails but its failure.
   *
   * @param byStore what to delete, by store
   * @return why stores did not delete all of theirs
   * @throws InterruptedIOException on an interrupt; some may be gone
   */
  public Map<String, String> delete(
      Map<String, ? extends Collection<ObjectName>> byStore, Purpose purpose)
      throws InterruptedIOException {
    return new Deletion(members, placement.writable(), Deletion.Failing.TOLD).run(byStore, purpose);
  }

  /**
   * The same for what is nobody's loss where it stays, such as where this machine may not delete:
   * nobody is told, and a store that fails is not left alone.
   */
  public Map<String, String> tidyUp(
      Map<String, ? extends Collection<ObjectName>> byStore, Purpose purpose)
      throws InterruptedIOException {
    return new Deletion(members, placement.writable(), Deletion.Failing.IGNORED)
        .run(byStore, purpose);
  }

  /**
   * Begins to bring stores that are behind up to the others, on threads that end with the session.
   *
   * @param lacking what stores are known to lack, by store
   * @param unknown stores of which it is not known what they lack
   * @param check is made at each store before it counts as having everything
   */
  public WriteSession startWriting(
      CopyOrder order,
      Map<String, ? extends Collection<ObjectName>> lacking,
      Set<String> unknown,
      StoreCheck check) {
    for (Lane lane : members.lanes()) {
      if (unknown.contains(lane.id())) {
        lane.unknown();
      }
      if (lacking.containsKey(lane.id())) {
        lacking.get(lane.id()).forEach(lane::lacks);
      }
    }
    return new WriteSession(members, writer, reader, placement, order, check);
  }

  /**
   * A whole object, from the first store whose copy passes the check. Stores that failed are asked
   * last.
   *
   * @throws ReplicationException if no store has a good copy
   */
  public byte[] read(ObjectName name, Purpose purpose, ContentCheck check) throws IOException {
    return reader.read(name, ByteRange.ALL, purpose, check);
  }

  /**
   * Part of an object, unchecked, from the first store that answers.
   *
   * @throws ReplicationException if no store does
   */
  public byte[] readRange(ObjectName name, ByteRange range, Purpose purpose) throws IOException {
    return reader.read(name, range, purpose, ContentCheck.NONE);
  }

  /** The copies that reads found to be bad or missing since this was last asked: by object. */
  public Map<ObjectName, Set<String>> takeFlaws() {
    return flaws.take();
  }

  /** The objects of all stores that answer whose names start with a prefix. */
  public ReplicaListing list(String prefix, Purpose purpose) {
    Membership.Reach reach = members.reach();
    return new ReplicaListing(reach.up(), reach.notUp(), prefix, purpose);
  }

  /**
   * An object as it was listed, without the stores that do not have it whole. Where they list
   * different lengths, copies of it may be read to find that out.
   */
  public ListedObject whole(ListedObject listed, Purpose purpose) {
    return members.whole(listed, purpose);
  }

  /** All stores, whether they can be used or not. */
  public List<ObjectStore> stores() {
    return members.all();
  }

  /** Ids of all stores, whether they answer or not. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>(placement.writable());
    stores().forEach(store -> ids.add(store.id()));
    return ids;
  }

  /** Ids of the stores that may be written to, standbys too, whether they answer or not. */
  public List<String> writable() {
    return placement.writable();
  }

  /** How many stores must have what is stored. */
  public int minimum() {
    return placement.policy().minimum();
  }

  /** The stores that answer, as far as is known, standbys too. */
  public List<ObjectStore> answeringStores() {
    return members.up();
  }

  /** The ids of the same. */
  public List<String> answeringIds() {
    return answeringStores().stream().map(ObjectStore::id).toList();
  }

  /** The stores that are written to and answer. */
  public List<ObjectStore> activeStores() {
    return members.active();
  }

  /** How many stores answer that are written to, or would be if others failed. */
  public int usable() {
    members.recruit();
    return members.active().size();
  }

  /** Stores that are to be written to and cannot be, by id, with the reason. */
  public Map<String, String> droppedStores() {
    Map<String, String> reasons = new LinkedHashMap<>();
    members.dropped().forEach(failure -> reasons.put(failure.storeId(), failure.reason()));
    return reasons;
  }

  /** Closes the stores. Sets made by {@link #anew} share them and need no closing. */
  @Override
  public void close() {
    members.all().forEach(ObjectStore::close);
  }
}
