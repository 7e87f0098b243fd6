package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What nobody needs.
 *
 * @param packs by their hashes
 * @param indexes index objects, by their hashes
 */
record Garbage(Map<Hash, ListedObject> packs, Map<Hash, ListedObject> indexes) {

  Garbage {
    packs = Map.copyOf(packs);
    indexes = Map.copyOf(indexes);
  }

  /**
   * What a look shows.
   *
   * @param needed packs that are needed; all others that are not swept are not
   * @param superseded index objects that can be done without
   */
  static Garbage of(Look look, Set<Hash> needed, Set<Hash> superseded) {
    Map<Hash, ListedObject> packs = new LinkedHashMap<>(look.packs());
    packs.keySet().removeIf(pack -> needed.contains(pack) || look.swept().has(pack));
    Map<Hash, ListedObject> indexes = new LinkedHashMap<>(look.indexes());
    indexes.keySet().retainAll(superseded);
    return new Garbage(listed(packs, look), listed(indexes, look));
  }

  /** What is swept, and is there all the same. */
  static Garbage swept(Look look) {
    Map<Hash, ListedObject> packs = new LinkedHashMap<>(look.packs());
    packs.keySet().removeIf(pack -> !look.swept().has(pack));
    Map<Hash, ListedObject> indexes = new LinkedHashMap<>(look.indexes());
    indexes.keySet().removeIf(index -> !look.swept().has(index));
    return new Garbage(listed(packs, look), listed(indexes, look));
  }

  /**
   * Only as far as stores were listed to their end, snapshots too: so whatever is deleted from a
   * store, that store itself shows nothing that needs it.
   */
  private static Map<Hash, ListedObject> listed(Map<Hash, ListedObject> objects, Look look) {
    Map<Hash, ListedObject> listed = new LinkedHashMap<>();
    objects.forEach(
        (hash, object) -> {
          Map<String, Long> lengths = new HashMap<>(object.lengths());
          lengths.keySet().retainAll(look.listed());
          if (!lengths.isEmpty()) {
            listed.put(hash, new ListedObject(object.name(), lengths));
          }
        });
    return listed;
  }

  /** What of it a later look shows to be garbage still. */
  Garbage and(Garbage later) {
    Map<Hash, ListedObject> bothPacks = new LinkedHashMap<>(later.packs);
    bothPacks.keySet().retainAll(packs.keySet());
    Map<Hash, ListedObject> bothIndexes = new LinkedHashMap<>(later.indexes);
    bothIndexes.keySet().retainAll(indexes.keySet());
    return new Garbage(bothPacks, bothIndexes);
  }

  boolean isEmpty() {
    return packs.isEmpty() && indexes.isEmpty();
  }

  /** The hashes of all of it. */
  Set<Hash> hashes() {
    Set<Hash> all = new HashSet<>(packs.keySet());
    all.addAll(indexes.keySet());
    return all;
  }

  private Collection<ListedObject> objects() {
    List<ListedObject> all = new ArrayList<>(packs.values());
    all.addAll(indexes.values());
    return all;
  }

  /** How much of it each store has. */
  Map<String, PruneOutcome.Amount> amounts() {
    Map<String, PruneOutcome.Amount> amounts = new TreeMap<>();
    for (ListedObject object : objects()) {
      object
          .lengths()
          .forEach(
              (id, length) ->
                  amounts.merge(id, new PruneOutcome.Amount(1, length), PruneOutcome.Amount::plus));
    }
    return amounts;
  }

  /** Where it is: names by store. Index objects come last. */
  Map<String, List<ObjectName>> byStore() {
    Map<String, List<ObjectName>> names = new TreeMap<>();
    for (ListedObject object : objects()) {
      object
          .lengths()
          .keySet()
          .forEach(id -> names.computeIfAbsent(id, _ -> new ArrayList<>()).add(object.name()));
    }
    return names;
  }

  /** Whether a hash is that of an index object of it. */
  boolean isIndex(Hash hash) {
    return indexes.containsKey(hash);
  }

  /** The name of one of its objects. */
  ObjectName name(Hash hash) {
    return isIndex(hash) ? ObjectNames.index(hash) : ObjectNames.pack(hash);
  }
}
