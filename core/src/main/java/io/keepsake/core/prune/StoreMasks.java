package io.keepsake.core.prune;

import io.keepsake.core.replicate.ReplicaSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gives each store of a vault a bit, so that a set of stores is a mask. */
final class StoreMasks {

  private final List<String> ids;
  private final Map<String, Long> bits = new HashMap<>();

  /**
   * Stores with these ids.
   *
   * @throws IllegalArgumentException if there are more than {@link PrunePipeline#MOST_STORES}
   */
  StoreMasks(Collection<String> all) {
    ids = List.copyOf(all);
    if (ids.size() > PrunePipeline.MOST_STORES) {
      throw new IllegalArgumentException(
          "Of %d providers not more than %d can be told apart"
              .formatted(ids.size(), PrunePipeline.MOST_STORES));
    }
    for (int i = 0; i < ids.size(); i++) {
      bits.put(ids.get(i), 1L << i);
    }
  }

  /**
   * Those of a vault, whether they can be used or not.
   *
   * @throws IllegalArgumentException if there are more than {@link PrunePipeline#MOST_STORES}
   */
  static StoreMasks of(ReplicaSet replicas) {
    return new StoreMasks(replicas.ids());
  }

  /** The ids, that of the lowest bit first. */
  List<String> ids() {
    return ids;
  }

  /**
   * The mask of some of them.
   *
   * @throws IllegalArgumentException if one is not among them: to leave it out might delete
   *     something
   */
  long of(Collection<String> some) {
    long mask = 0;
    for (String id : some) {
      Long bit = bits.get(id);
      if (bit == null) {
        throw new IllegalArgumentException("Provider " + id + " is not one of " + ids);
      }
      mask |= bit;
    }
    return mask;
  }

  /** Ids of those in a mask. */
  Set<String> ids(long mask) {
    Set<String> some = new TreeSet<>();
    for (long rest = mask; rest != 0; rest &= rest - 1) {
      some.add(ids.get(Long.numberOfTrailingZeros(rest)));
    }
    return some;
  }
}
