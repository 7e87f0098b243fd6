package io.keepsake.core.repair;

import io.keepsake.core.repair.RepairOutcome.Lost;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts what is found at all stores, from several threads. */
final class Tally {

  /** More than this many are counted and not kept. */
  private static final int MOST_KEPT = 1_000;

  private final Map<String, StoreTally> stores = new LinkedHashMap<>();
  private final List<Lost> lost = new ArrayList<>();
  private long lostCount;
  private long objects;

  Tally(List<String> storeIds) {
    storeIds.forEach(id -> stores.put(id, new StoreTally(id)));
  }

  /** The count of a store that there was at the beginning. */
  StoreTally store(String id) {
    return Objects.requireNonNull(stores.get(id), id);
  }

  /** Counts an object that was looked at; answers how many there are now. */
  synchronized long object() {
    return ++objects;
  }

  synchronized void lost(ObjectName name, String problem) {
    lostCount++;
    if (lost.size() < MOST_KEPT) {
      lost.add(new Lost(name.value(), problem));
    }
  }

  synchronized RepairOutcome outcome() {
    return new RepairOutcome(
        objects, stores.values().stream().map(StoreTally::outcome).toList(), lost, lostCount);
  }
}
