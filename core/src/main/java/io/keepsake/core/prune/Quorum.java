package io.keepsake.core.prune;

import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * So many of the stores that may be written to that they have one in common with any minimum of
 * stores, and with any other quorum.
 *
 * @param writable ids of the stores
 * @param needed how many of them a step needs
 * @param reasons why stores do not answer, by id
 */
record Quorum(Set<String> writable, int needed, Map<String, String> reasons) {

  Quorum {
    writable = Set.copyOf(writable);
    reasons = Map.copyOf(reasons);
  }

  static Quorum of(ReplicaSet replicas) {
    int all = replicas.writable().size();
    int minimum = replicas.minimum();
    return new Quorum(
        Set.copyOf(replicas.writable()),
        Math.max(minimum, all - minimum + 1),
        replicas.droppedStores());
  }

  /** The stores among these, and none that may only be read. */
  Set<String> without(Collection<String> unlisted) {
    Set<String> listed = new HashSet<>(writable);
    listed.removeAll(unlisted);
    return listed;
  }

  /**
   * Makes sure that enough stores did a step.
   *
   * @param what what was to be done, in words that follow "could not"
   */
  void require(Collection<String> did, String what) throws ReplicationException {
    Set<String> counted = new HashSet<>(did);
    counted.retainAll(writable);
    if (counted.size() >= needed) {
      return;
    }
    List<StoreFailure> failures =
        writable.stream()
            .filter(id -> !counted.contains(id))
            .sorted()
            .map(id -> new StoreFailure(id, Kind.UNAVAILABLE, reason(id)))
            .toList();
    throw new ReplicationException(
        "Could not %s: %d of %d providers did and %d are needed, so that whatever others wrote is seen; what nobody needs stays until they answer"
            .formatted(what, counted.size(), writable.size(), needed),
        failures);
  }

  private String reason(String id) {
    return reasons.getOrDefault(id, "Provider " + id + " does not answer");
  }
}
