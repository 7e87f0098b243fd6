package io.keepsake.core.replicate;

import java.util.List;
import java.util.Set;

/** No standby: every store is written to. */
record AllStores(Set<String> writers, int minimum) implements WritePlan {

  @Override
  public List<String> recruits(Set<String> usable, Set<String> idle) {
    return List.of();
  }

  @Override
  public Reach reach(Set<String> complete) {
    if (complete.containsAll(writers)) {
      return Reach.FULL;
    }
    return complete.size() >= minimum ? Reach.DEGRADED : Reach.FAILED;
  }
}
