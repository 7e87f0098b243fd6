package io.keepsake.core.verify;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What every store lists, by name. */
final class Inventory {

  private static final List<String> PREFIXES =
      List.of(
          ObjectNames.KEYS,
          ObjectNames.INDEX,
          ObjectNames.SNAPSHOTS,
          ObjectNames.PACKS,
          ObjectNames.AUDIT,
          ObjectNames.FORGOTTEN, // behind snapshots: what is forgotten meanwhile is seen
          ObjectNames.HOLDS,
          ObjectNames.FENCES);

  private final Set<String> storeIds = new TreeSet<>();
  private final SortedMap<ObjectName, Map<String, Long>> objects = new TreeMap<>();

  /**
   * Lists all stores. One that cannot be listed is a finding, and nothing is said of its objects.
   *
   * @throws IOException if no store can be listed
   */
  Inventory(Repository repository, Findings findings) throws IOException {
    repository.replicas().activeStores().forEach(store -> storeIds.add(store.id()));
    for (String prefix : PREFIXES) {
      ReplicaListing listing = repository.replicas().list(prefix, Purpose.VERIFY);
      add(listing);
      listing.requireListed(1);
      for (StoreFailure failure : listing.unlisted()) {
        if (storeIds.remove(failure.storeId())) {
          findings.add(failure.storeId(), prefix, "cannot be listed: " + failure.reason());
        }
      }
    }
  }

  private void add(ReplicaListing listing) throws IOException {
    try {
      while (listing.hasNext()) {
        ListedObject listed = listing.next();
        if (ObjectNames.hashOf(listed.name()).isPresent()) {
          objects.put(listed.name(), new LinkedHashMap<>(listed.lengths()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
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

  /** Leaves an object out: nobody needs to have it. */
  void drop(ObjectName name) {
    objects.remove(name);
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

  /**
   * Like {@link #require}, with the length that most stores have, and of those that as many have
   * the longest: a copy is cut off sooner than it grows.
   */
  void requireAlike(ObjectName name, Findings findings) {
    Map<String, Long> lengths = objects.getOrDefault(name, Map.of());
    if (!lengths.isEmpty()) {
      require(name, new ListedObject(name, lengths).agreedLength(), findings);
    }
  }

  /** The hash that ends a name of this inventory. */
  static Hash hash(ObjectName name) {
    return ObjectNames.hashOf(name).orElseThrow();
  }
}
