package io.keepsake.core.vault;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pruning did, or would do.
 *
 * @param packs packs that no snapshot needs, or does not need any more
 * @param indexes index objects that name nothing that others do not
 * @param space what of both was or would be deleted, by provider
 * @param repacked packs among these of which something was needed, and is in others now or would be
 * @param snapshots how many snapshots keep what they need
 * @param waitingFor sessions that have to end before more can be deleted; a later run goes on
 * @param pending providers that may still have some of it, each with the reason; a later run that
 *     can reach them deletes it
 */
public record PruneResult(
    long packs,
    long indexes,
    Map<String, Space> space,
    Repacked repacked,
    long snapshots,
    List<VaultSession> waitingFor,
    Map<String, String> pending) {

  /** Copies the collections. */
  public PruneResult {
    space = Collections.unmodifiableMap(new TreeMap<>(space));
    waitingFor = List.copyOf(waitingFor);
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }

  /**
   * So many objects of so many bytes.
   *
   * @param objects how many
   * @param bytes their lengths in sum
   */
  public record Space(long objects, long bytes) {}

  /**
   * What was or would be moved.
   *
   * @param packs from how many packs
   * @param read bytes of these
   * @param stored about how many bytes of these are stored anew
   */
  public record Repacked(long packs, long read, long stored) {}

  /** Whether nothing is left for a later run. */
  public boolean complete() {
    return waitingFor.isEmpty() && pending.isEmpty();
  }
}
