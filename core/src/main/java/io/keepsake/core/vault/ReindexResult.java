package io.keepsake.core.vault;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reindexing found and did.
 *
 * @param packs how many packs the vault has
 * @param indexed how many of them no readable index object named, and one does now
 * @param damaged names of index objects of which no provider has a good copy
 * @param removed how many of these are gone now
 * @param unreadable packs that no index object names and that no provider has right, with the
 *     reason; what only they have is lost
 * @param pending providers that may still have a damaged index object, with the reason
 */
public record ReindexResult(
    long packs,
    long indexed,
    List<String> damaged,
    long removed,
    Map<String, String> unreadable,
    Map<String, String> pending) {

  /** Copies the collections. */
  public ReindexResult {
    damaged = List.copyOf(damaged);
    unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }

  /** Whether everything is named, and nothing damaged is left. */
  public boolean complete() {
    return unreadable.isEmpty() && removed == damaged.size();
  }
}
