package io.keepsake.core.verify;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every store lists, by name. */
final class Inventory {

  private static final List<String> PREFIXES =
      List.of(ObjectNames.KEYS, ObjectNames.INDEX, ObjectNames.SNAPSHOTS, ObjectNames.PACKS);

  private final List<String> storeIds;
  private final SortedMap<ObjectName, Map<String, Long>> objects = new TreeMap<>();

  Inventory(Repository repository) throws IOException {
    storeIds = repository.replicas().activeStores().stream().map(ObjectStore::id).toList();
    for (String prefix : PREFIXES) {
      for (ListedObject listed : repository.list(prefix, Purpose.VERIFY)) {
        if (ObjectNames.hashOf(listed.name()).isPresent()) {
          objects.put(listed.name(), new LinkedHashMap<>(listed.lengths()));
        }
      }
    }
  }

  /** All objects: per name, the length at every store that has it. */
  SortedMap<ObjectName, Map<String, Long>> objects() {
    return objects;
  }

  /** The names with that prefix. */
  List<ObjectName> names(String prefix) {
    return objects.keySet().stream().filter(name -> name.value().startsWith(prefix)).toList();
  }

  /** Number of copies. */
  long copies() {
    return objects.values().stream().mapToLong(Map::size).sum();
  }

  /** Reports every active store that lacks an object or has it with another length. */
  void require(ObjectName name, long length, Findings findings) {
    Map<String, Long> copies = objects.getOrDefault(name, Map.of());
    for (String store : storeIds) {
      Long found = copies.get(store);
      if (found == null) {
        findings.add(store, name.value(), "is missing");
      } else if (found != length) {
        findings.add(store, name.value(), "has " + found + " bytes, not " + length);
      }
    }
  }

  /** Like {@link #require}, with the length that most stores have. */
  void requireAlike(ObjectName name, Findings findings) {
    Map<Long, Integer> votes = new TreeMap<>();
    objects.getOrDefault(name, Map.of()).values().forEach(l -> votes.merge(l, 1, Integer::sum));
    votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(best -> require(name, best.getKey(), findings));
  }

  /** The hash that ends a name of this inventory. */
  static Hash hash(ObjectName name) {
    return ObjectNames.hashOf(name).orElseThrow();
  }
}
