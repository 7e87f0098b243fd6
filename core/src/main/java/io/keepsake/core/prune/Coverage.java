package io.keepsake.core.prune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stores of index objects, by the packs that these name: for almost all packs one mask. A mask
 * that has nothing that another one lacks is left out.
 */
final class Coverage {

  private final long[] first;
  private final Map<Integer, List<Long>> others = new HashMap<>();

  /**
   * No index objects.
   *
   * @param packs how many packs there are
   */
  Coverage(int packs) {
    first = new long[packs];
  }

  /** Adds the stores of an index object that names a pack. */
  void add(int pack, long stores) {
    if ((first[pack] & ~stores) == 0) {
      first[pack] = stores;
    } else if ((stores & ~first[pack]) != 0) {
      others.computeIfAbsent(pack, _ -> new ArrayList<>()).add(stores);
    }
  }

  /** Whether one of the index objects is at all these stores, and at so many. */
  boolean has(int pack, long stores, int minimum) {
    return covers(first[pack], stores, minimum)
        || others.getOrDefault(pack, List.of()).stream()
            .anyMatch(mask -> covers(mask, stores, minimum));
  }

  private static boolean covers(long mask, long stores, int minimum) {
    return Long.bitCount(mask) >= minimum && (stores & ~mask) == 0;
  }
}
