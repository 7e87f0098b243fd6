package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PruneMark;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pruning did, or would do.
 *
 * @param packs how many packs nobody needs
 * @param indexes how many index objects nobody needs
 * @param amounts how much of both was or would be deleted, by store
 * @param repacked how much of that are packs of which something was needed, and was or would be
 *     stored anew before
 * @param snapshots how many snapshots keep what they need
 * @param waiting sessions that have to end before anything more can be deleted
 * @param pending stores that may still have something that is swept, with the reason
 */
public record PruneOutcome(
    long packs,
    long indexes,
    Map<String, Amount> amounts,
    Repacked repacked,
    long snapshots,
    List<Session> waiting,
    Map<String, String> pending) {

  /** Copies the collections. */
  public PruneOutcome {
    amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    waiting = List.copyOf(waiting);
    pending = Collections.unmodifiableMap(new TreeMap<>(pending));
  }

  /**
   * What is moved from packs that are little used.
   *
   * @param packs how many of them
   * @param read their bytes
   * @param stored how many bytes of these are stored anew, about
   */
  public record Repacked(long packs, long read, long stored) {

    /** Nothing. */
    public static final Repacked NONE = new Repacked(0, 0, 0);
  }

  /**
   * So many objects of so many bytes.
   *
   * @param objects how many
   * @param bytes their lengths in sum
   */
  public record Amount(long objects, long bytes) {

    /** Both together. */
    public Amount plus(Amount other) {
      return new Amount(objects + other.objects, bytes + other.bytes);
    }
  }

  /**
   * A session of somebody.
   *
   * @param id its identity
   * @param mark who it is; empty where that cannot be read
   */
  public record Session(Hash id, Optional<PruneMark> mark) {}
}
