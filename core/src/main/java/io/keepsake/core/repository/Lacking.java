package io.keepsake.core.repository;

import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects which stores lack objects that others list, in the order in which it is told. */
final class Lacking {

  private final Map<String, List<ObjectName>> byStore = new LinkedHashMap<>();

  Lacking(List<String> stores) {
    stores.forEach(id -> byStore.put(id, new ArrayList<>()));
  }

  void note(List<ListedObject> objects) {
    for (ListedObject object : objects) {
      byStore.forEach(
          (id, lacking) -> {
            if (!object.lengths().containsKey(id)) {
              lacking.add(object.name());
            }
          });
    }
  }

  /**
   * What each store lacks, for those that lack something.
   *
   * @param not stores that were not listed to their end, of which nothing is said
   */
  Map<String, List<ObjectName>> byStore(Set<String> not) {
    Map<String, List<ObjectName>> result = new LinkedHashMap<>(byStore);
    result.keySet().removeAll(not);
    result.values().removeIf(List::isEmpty);
    return result;
  }
}
