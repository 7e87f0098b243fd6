package io.keepsake.core.vault;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a forgetting did. The snapshots are forgotten: no command lists them any more, and no repair
 * brings them back.
 *
 * @param forgotten which
 * @param held snapshots that somebody held at the same moment, and which stay
 * @param finished how many snapshots that had been forgotten before, and that providers still had,
 *     were deleted too
 * @param pending providers that may still have some of them, each with the reason; the next
 *     forgetting that can reach them deletes those
 */
public record ForgetResult(
    List<SnapshotId> forgotten, List<SnapshotId> held, long finished, Map<String, String> pending) {

  /** Copies the collections. */
  public ForgetResult {
    forgotten = List.copyOf(forgotten);
    held = List.copyOf(held);
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }
}
