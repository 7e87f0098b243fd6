package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.IndexedPack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

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

  /** A pack, and how much of it is not needed: stored bytes, about. */
  private record Waste(IndexedPack pack, long bytes) {

    static Waste of(IndexedPack pack, long used) {
      long raw = Math.max(1, pack.rawBytes());
      double unused = Math.max(0, raw - used) / (double) raw;
      return new Waste(pack, (long) Math.ceil(unused * pack.storedLength()));
    }

    double part() {
      return bytes / (double) Math.max(1, pack.storedLength());
    }
  }

  /**
   * Chooses.
   *
   * @param needed packs that stay otherwise
   */
  static RepackPlan of(Look look, NeededPacks needed, RepackLimits limits) {
    List<Waste> wasted = new ArrayList<>();
    long total = 0;
    long waste = 0;
    for (IndexedPack pack : look.index().packs()) {
      Hash hash = pack.hash();
      if (needed.packs().contains(hash) && needed.canLeave(hash)) {
        Waste its = Waste.of(pack, needed.used(hash));
        total += pack.storedLength();
        waste += its.bytes();
        wasted.add(its);
      }
    }
    wasted.sort(
        Comparator.comparingDouble(Waste::part)
            .reversed()
            .thenComparing(each -> each.pack().hash().hex()));
    return chosen(wasted, total, waste, limits);
  }

  private static RepackPlan chosen(
      List<Waste> wasted, long total, long waste, RepackLimits limits) {
    List<IndexedPack> packs = new ArrayList<>();
    long left = waste;
    long remaining = total;
    long stored = 0;
    long kept = 0;
    for (Waste each : wasted) {
      if (left <= limits.allowed(remaining) || each.bytes() == 0) {
        break;
      }
      if (stored + each.pack().storedLength() <= limits.mostBytes()) {
        packs.add(each.pack());
        left -= each.bytes();
        remaining -= each.bytes();
        stored += each.pack().storedLength();
        kept += each.pack().storedLength() - each.bytes();
      }
    }
    return new RepackPlan(packs, stored, kept);
  }
}
