package io.keepsake.core.repair;

import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectChecksum.Algorithm;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stores tell of their copies of one object without handing them out.
 *
 * @param byStore the checksums of each store that has a copy and tells any
 * @param copies how many stores have a copy
 */
record ToldChecksums(Map<String, Set<ObjectChecksum>> byStore, int copies) {

  /** Nobody was asked. */
  static final ToldChecksums NONE = new ToldChecksums(Map.of(), 0);

  private static final Logger LOG = LoggerFactory.getLogger(ToldChecksums.class);

  ToldChecksums {
    byStore = Map.copyOf(byStore);
  }

  /** Asks the stores that list it; one that cannot be asked tells nothing, and is read. */
  static ToldChecksums ask(ListedObject object, List<ObjectStore> stores) {
    Map<String, Set<ObjectChecksum>> told = new HashMap<>();
    for (ObjectStore store : stores) {
      if (object.lengths().containsKey(store.id())) {
        try {
          store
              .stat(object.name(), Purpose.REPAIR)
              .map(ObjectStat::checksums)
              .filter(checksums -> !checksums.isEmpty())
              .ifPresent(checksums -> told.put(store.id(), checksums));
        } catch (StoreException e) {
          LOG.debug("No checksum: {}", e.getMessage());
        }
      }
    }
    return new ToldChecksums(told, object.lengths().size());
  }

  /** Whether two stores or more have copies, and all of them tell the same. */
  boolean agree() {
    if (copies < 2 || byStore.size() < copies) {
      return false;
    }
    Set<ObjectChecksum> common = new HashSet<>(byStore.values().iterator().next());
    byStore.values().forEach(common::retainAll);
    Set<Algorithm> shared = algorithms(byStore.values().iterator().next());
    byStore.values().forEach(checksums -> shared.retainAll(algorithms(checksums)));
    return !common.isEmpty() && algorithms(common).equals(shared);
  }

  /** Whether a store need not be read to be compared. */
  boolean has(ObjectStore store) {
    return byStore.containsKey(store.id());
  }

  /** Whether what a store tells is what it has to tell of these bytes. */
  boolean fits(ObjectStore store, byte[] good) {
    return byStore.getOrDefault(store.id(), Set.of()).stream()
        .allMatch(told -> told.equals(ObjectChecksum.of(told.algorithm(), ByteBuffer.wrap(good))));
  }

  /** The stores that have to be read in any case first: a good copy may be among theirs. */
  List<ObjectStore> inOrder(List<ObjectStore> stores) {
    List<ObjectStore> order = new ArrayList<>(stores);
    order.sort(Comparator.comparing(this::has));
    return order;
  }

  private static Set<Algorithm> algorithms(Set<ObjectChecksum> checksums) {
    return checksums.stream()
        .map(ObjectChecksum::algorithm)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
