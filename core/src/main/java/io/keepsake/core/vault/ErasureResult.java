package io.keepsake.core.vault;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an erasure did, and what it found afterwards.
 *
 * @param erased snapshots that are gone
 * @param held snapshots that were held at the same moment, and stay
 * @param packs packs that were deleted
 * @param gone chunks that only these snapshots had, and that no provider has any more in anything
 *     that is listed
 * @param shared chunks of theirs that other snapshots have too; they stay
 * @param waitingFor backups that run already and have to end before the rest can be deleted
 * @param pending providers that have some of it still or may have, with the reason
 */
public record ErasureResult(
    List<SnapshotId> erased,
    List<SnapshotId> held,
    long packs,
    long gone,
    long shared,
    List<VaultSession> waitingFor,
    Map<String, String> pending) {

  /** Copies the collections. */
  public ErasureResult {
    erased = List.copyOf(erased);
    held = List.copyOf(held);
    waitingFor = List.copyOf(waitingFor);
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }

  /** Whether it is shown that nothing of it is left. */
  public boolean proven() {
    return held.isEmpty() && waitingFor.isEmpty() && pending.isEmpty();
  }
}
