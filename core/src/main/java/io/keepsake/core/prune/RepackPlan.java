package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.IndexedPack;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which packs are emptied, because too much of them is not needed: those with the largest part of
 * waste first, until the rest is little enough.
 *
 * @param packs which
 * @param stored bytes that they have
 * @param needed about how many of these have to be stored anew
 */
record RepackPlan(List<IndexedPack> packs, long stored, long needed) {

  RepackPlan {
    packs = List.copyOf(packs);
  }

  /** The same, but without the packs that are not among these. */
  RepackPlan only(Set<Hash> these) {
    List<IndexedPack> some = packs.stream().filter(pack -> these.contains(pack.hash())).toList();
    long bytes = some.stream().mapToLong(IndexedPack::storedLength).sum();
    return new RepackPlan(
        some, bytes, stored == 0 ? 0 : Math.round(needed * (bytes / (double) stored)));
  }

  /** The same in numbers. */
  PruneOutcome.Repacked amount() {
    return new PruneOutcome.Repacked(packs.size(), stored, needed);
  }

  /**
   * Chooses.
   *
   * @param needed packs that stay otherwise
   */
  static RepackPlan of(Look look, NeededPacks needed, RepackLimits limits) {
    long[] wasted = new long[needed.size()];
    double[] parts = new double[needed.size()];
    BitSet some = new BitSet();
    long total = 0;
    long waste = 0;
    for (int number = 0; number < wasted.length; number++) {
      if (needed.has(number) && needed.canLeave(number)) {
        IndexedPack pack = look.numbers().pack(number);
        wasted[number] = waste(pack, needed.used(number));
        parts[number] = wasted[number] / (double) Math.max(1, pack.storedLength());
        some.set(number, wasted[number] > 0);
        total += pack.storedLength();
        waste += wasted[number];
      }
    }
    IntStream most =
        some.stream()
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(number -> parts[number])
                    .reversed()
                    .thenComparing(number -> look.numbers().pack(number).hash()))
            .mapToInt(Integer::intValue);
    return chosen(look, most.iterator(), wasted, total, waste, limits);
  }

  /** How much of a pack is not needed: stored bytes, about. */
  private static long waste(IndexedPack pack, long used) {
    long raw = Math.max(1, pack.rawBytes());
    double unused = Math.max(0, raw - used) / (double) raw;
    return (long) Math.ceil(unused * pack.storedLength());
  }

  private static RepackPlan chosen(
      Look look,
      PrimitiveIterator.OfInt most,
      long[] wasted,
      long total,
      long waste,
      RepackLimits limits) {
    List<IndexedPack> packs = new ArrayList<>();
    long left = waste;
    long remaining = total;
    long stored = 0;
    long kept = 0;
    while (most.hasNext() && left > limits.allowed(remaining)) {
      int number = most.nextInt();
      IndexedPack pack = look.numbers().pack(number);
      if (stored + pack.storedLength() <= limits.mostBytes()) {
        packs.add(pack);
        left -= wasted[number];
        remaining -= wasted[number];
        stored += pack.storedLength();
        kept += pack.storedLength() - wasted[number];
      }
    }
    return new RepackPlan(packs, stored, kept);
  }
}
