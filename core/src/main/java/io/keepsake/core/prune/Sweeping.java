package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.replicate.ListedObject;
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
import java.util.LinkedHashMap;
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
    unlisted.addAll(quorum.writable());
    unlisted.removeAll(look.listed());
    anything |= !look.swept().records().isEmpty();
  }

  /**
   * Sweeps. If it fails before it is known that nobody ended the session, the session stays: what
   * was written down may still count.
   */
  void sweep(Garbage garbage) throws IOException {
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
  void finish(Look look) throws IOException {
    Map<Hash, ListedObject> swept = new LinkedHashMap<>(look.packs());
    swept.keySet().removeIf(pack -> !look.swept().has(pack));
    Map<Hash, ListedObject> indexes = new LinkedHashMap<>(look.indexes());
    indexes.keySet().removeIf(index -> !look.swept().has(index));
    Map<String, List<ObjectName>> left = new TreeMap<>(new Garbage(swept, indexes).byStore());
    left.replaceAll((store, names) -> deletable(look, store, names));
    deleteAt(left);
    if (!look.complete()) {
      return;
    }
    Set<Hash> named = new HashSet<>();
    look.named().values().forEach(named::addAll);
    List<ObjectName> done = new ArrayList<>(look.swept().voided());
    look.swept()
        .records()
        .forEach(
            (object, records) -> {
              boolean there =
                  look.packs().containsKey(object) || look.indexes().containsKey(object);
              if (!there && !named.contains(object)) {
                done.addAll(records);
              }
            });
    delete(done);
  }

  /** A store keeps its old index objects until it has all new ones: it may be all that is left. */
  private List<ObjectName> deletable(Look look, String store, List<ObjectName> names) {
    if (look.named().keySet().stream().allMatch(index -> look.at(index).contains(store))) {
      return names;
    }
    pending.putIfAbsent(
        store,
        "Provider %s lacks index objects that others have, and keeps its old ones until it has them: 'keepsake repair' copies them"
            .formatted(store));
    return names.stream().filter(name -> !name.value().startsWith(ObjectNames.INDEX)).toList();
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
