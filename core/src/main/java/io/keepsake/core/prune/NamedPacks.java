package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What index objects name that are not swept. They and packs go by numbers: index objects by those
 * of their listing, packs by those of the index.
 */
final class NamedPacks {

  private static final int[] NONE = {};

  private int[][] packs = new int[64][];
  private final BitSet objects = new BitSet();
  private final BitSet withSwept = new BitSet();
  private final Set<Hash> swept = new HashSet<>();

  /**
   * Adds an index object.
   *
   * @param named the packs that it names and that are not swept
   * @param also the packs that it names and that are swept
   */
  void add(int object, int[] named, Set<Hash> also) {
    if (object >= packs.length) {
      packs = Arrays.copyOf(packs, Math.max(object + 1, 2 * packs.length));
    }
    packs[object] = named.length == 0 ? NONE : named;
    objects.set(object);
    withSwept.set(object, !also.isEmpty());
    swept.addAll(also);
  }

  /** The index objects, in the order of their listing. */
  IntStream objects() {
    return objects.stream();
  }

  /** Whether an index object names something that is swept. */
  boolean namesSwept(int object) {
    return withSwept.get(object);
  }

  /** The packs that an index object names and that are not swept. */
  IntStream packs(int object) {
    return IntStream.of(packs[object]);
  }

  /** Packs that are swept and named all the same. */
  Set<Hash> swept() {
    return swept;
  }
}
