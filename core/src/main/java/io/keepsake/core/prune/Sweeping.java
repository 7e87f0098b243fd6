package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Repository.StoredObject;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Writes down what is swept, and deletes it. */
final class Sweeping {

  private static final int AT_ONCE = 16;

  private final Repository repository;
  private final Quorum quorum;
  private final Registration own;
  private final Function<List<Hash>, PruneMark> marking;
  private final Map<String, String> pending = new TreeMap<>();
  private final Set<String> unlisted = new HashSet<>();
  private final Set<Hash> written = ConcurrentHashMap.newKeySet();
  private boolean anything;

  /**
   * A sweeping.
   *
   * @param marking makes a record of this session about objects
   */
  Sweeping(
      Repository repository,
      Quorum quorum,
      Registration own,
      Function<List<Hash>, PruneMark> marking) {
    this.repository = repository;
    this.quorum = quorum;
    this.own = own;
    this.marking = marking;
  }

  /** The records that this session wrote of what is swept, by their hashes. */
  Set<Hash> written() {
    return Set.copyOf(written);
  }

  /** Stores that may still have what they should not, with the reason. */
  Map<String, String> pending() {
    if (anything) {
      unlisted.forEach(id -> pending.putIfAbsent(id, "Provider " + id + " could not be listed"));
    }
    return pending;
  }

  /** Remembers who was not seen whole: who has what is swept is not known of them. */
  void saw(Look look) {
    Set<String> missing = new HashSet<>(quorum.writable());
    missing.removeAll(look.listed());
    unlisted.addAll(missing);
    anything |= !look.swept().records().isEmpty();
  }

  /**
   * Sweeps. If it fails before it is known that nobody ended the session, the session stays: what
   * was written down may still count.
   */
  void sweep(Garbage garbage) throws IOException {
    own.confirm(quorum.writable()); // a record that is void disturbs repairs
    own.stays();
    anything = true;
    List<Hash> objects = List.copyOf(garbage.hashes());
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<Callable<Boolean>> posts = new ArrayList<>();
      objects
          .subList(from, Math.min(objects.size(), from + AT_ONCE))
          .forEach(object -> posts.add(() -> post(object)));
      Tasks.atOnce(posts);
    }
    own.confirm(quorum.writable());
    deleteAt(garbage.byStore());
  }

  private boolean post(Hash object) throws IOException {
    StoredObject stored =
        repository.post(
            marking.apply(List.of(object)),
            ObjectType.SWEPT,
            hash -> ObjectNames.swept(object, hash));
    quorum.require(stored.holders(), "write down what is swept");
    written.add(stored.hash());
    return true;
  }

  /**
   * Deletes what is swept and still there, and records of what is nowhere any more and named by
   * nothing.
   */
  void finish(Look look, NeededPacks needed) throws IOException {
    Map<String, List<ObjectName>> left = new TreeMap<>(Garbage.swept(look).byStore());
    Set<String> whole = left.isEmpty() ? Set.of() : whole(look, needed);
    left.keySet().removeIf(store -> !isWhole(look, whole, store));
    deleteAt(left);
    delete(look.swept().voided());
    if (!look.complete()) {
      return;
    }
    List<ObjectName> done = new ArrayList<>();
    look.swept()
        .records()
        .forEach(
            (object, records) -> {
              boolean there = look.packs().has(object) || look.indexes().has(object);
              if (!there && !look.named().swept().contains(object)) {
                done.addAll(records);
              }
            });
    delete(done);
    // Where one is left, it may as well be void.
    done.forEach(record -> written.remove(ObjectNames.hashOf(record).orElseThrow()));
  }

  /**
   * A store that was away when others moved what it has keeps that until it has all that they have:
   * it may be all that is left one day, and is said to have whole snapshots.
   */
  private boolean isWhole(Look look, Set<String> haveAll, String store) {
    boolean whole = !look.withSnapshots().contains(store) || haveAll.contains(store);
    if (!whole) {
      pending.putIfAbsent(
          store,
          "Provider %s lacks what others have, and keeps what it has until it has that: 'keepsake repair' copies it, or 'keepsake repair --provider %s' to a standby"
              .formatted(store, store));
    }
    return whole;
  }

  /** The stores that have all index objects that are not swept, and all packs that are needed. */
  private static Set<String> whole(Look look, NeededPacks needed) {
    long stores = needed.allAt();
    for (int index : look.named().objects().toArray()) {
      stores &= look.indexes().wholeAt(index);
    }
    return look.indexes().stores().ids(stores);
  }

  /** Deletes objects at all stores that answer. */
  void delete(List<ObjectName> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    Map<String, List<ObjectName>> byStore = new HashMap<>();
    repository.replicas().answeringIds().forEach(id -> byStore.put(id, names));
    repository.replicas().delete(byStore, Purpose.PRUNE); // where it fails, nothing else changes
  }

  private void deleteAt(Map<String, List<ObjectName>> byStore) throws IOException {
    if (!byStore.isEmpty()) {
      pending.putAll(repository.replicas().delete(byStore, Purpose.PRUNE));
    }
  }
}
