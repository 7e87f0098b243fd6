package io.keepsake.core.verify;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
  private final ObjectTable packs = new ObjectTable(ObjectNames::pack);
  private final ObjectTable indexes = new ObjectTable(ObjectNames::index);
  private final ObjectTable snapshots = new ObjectTable(ObjectNames::snapshot);
  private final List<ObjectTable> tables = List.of(packs, indexes, snapshots);

  /** Those of no table: they do not grow with what is backed up. */
  private final SortedMap<ObjectName, ListedObject> others = new TreeMap<>();

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
        if (tables.stream().noneMatch(table -> table.add(listed))
            && ObjectNames.hashOf(listed.name()).isPresent()) {
          others.put(listed.name(), listed);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** All objects. They are made one by one while they are taken. */
  Stream<ListedObject> objects() {
    // Not flatMap: the iterator of its stream would hold all objects of a table at once.
    return Stream.concat(
        others.values().stream(),
        Stream.concat(packs.objects(), Stream.concat(indexes.objects(), snapshots.objects())));
  }

  /** Index objects, made one by one while they are taken; they may be dropped meanwhile. */
  Stream<ListedObject> indexes() {
    return indexes.objects();
  }

  /** Snapshots, made one by one while they are taken; they may be dropped meanwhile. */
  Stream<ListedObject> snapshots() {
    return snapshots.objects();
  }

  /** Other objects with that prefix. */
  List<ListedObject> others(String prefix) {
    return others.values().stream()
        .filter(object -> object.name().value().startsWith(prefix))
        .toList();
  }

  /** Packs by number, those that were left out too. */
  ListedObjects listedPacks() {
    return packs.listed();
  }

  /** Leaves an index object out: nobody needs to have it. */
  void dropIndex(Hash hash) {
    indexes.drop(hash);
  }

  /** Leaves a snapshot out. */
  void dropSnapshot(Hash hash) {
    snapshots.drop(hash);
  }

  /** Leaves out snapshots. */
  void dropSnapshots(Predicate<Hash> test) {
    snapshots.dropIf(test);
  }

  /** Leaves out what counts as absent. */
  void dropSwept(SweptObjects swept) {
    packs.dropIf(swept::has);
    indexes.dropIf(swept::has);
    others.keySet().removeIf(swept::has);
  }

  /** Number of copies. */
  long copies() {
    return tables.stream().mapToLong(ObjectTable::copies).sum()
        + others.values().stream().mapToLong(object -> object.lengths().size()).sum();
  }

  /** Reports every active store that lacks a pack or has it with another length. */
  void require(IndexedPack pack, Findings findings) {
    if (!packs.isAt(storeIds, pack.hash(), pack.storedLength())) {
      ObjectName name = ObjectNames.pack(pack.hash());
      require(name, packs.lengths(pack.hash()), pack.storedLength(), findings);
    }
  }

  /**
   * Reports every active store that lacks an object or has it with another length than most stores,
   * and of those that as many have the longest: a copy is cut off sooner than it grows.
   */
  void requireAlike(ListedObject object, Findings findings) {
    require(object.name(), object.lengths(), object.agreedLength(), findings);
  }

  private void require(ObjectName name, Map<String, Long> copies, long length, Findings findings) {
    for (String store : storeIds) {
      Long found = copies.get(store);
      if (found == null) {
        findings.add(store, name.value(), "is missing");
      } else if (found != length) {
        findings.add(store, name.value(), "has " + found + " bytes, not " + length);
      }
    }
  }

  /** The hash that ends a name of this inventory. */
  static Hash hash(ObjectName name) {
    return ObjectNames.hashOf(name).orElseThrow();
  }
}
