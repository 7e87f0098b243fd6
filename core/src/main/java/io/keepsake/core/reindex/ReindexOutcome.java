package io.keepsake.core.reindex;

import io.keepsake.core.spi.storage.ObjectName;
import java.util.List;
import java.util.Map;

/**
 * What a reindexing found and did.
 *
 * @param packs how many packs there are
 * @param indexed how many of them no readable index object named, and one does now
 * @param damaged index objects of which no provider has a good copy
 * @param removed how many of these were deleted, since nothing is missing without them
 * @param unreadable packs that no index object names and that cannot be read, with the reason
 * @param pending providers that may still have a damaged index object, with the reason
 */
public record ReindexOutcome(
    long packs,
    long indexed,
    List<ObjectName> damaged,
    long removed,
    Map<ObjectName, String> unreadable,
    Map<String, String> pending) {

  /** Copies the collections. */
  public ReindexOutcome {
    damaged = List.copyOf(damaged);
    unreadable = Map.copyOf(unreadable);
    pending = Map.copyOf(pending);
  }
}
