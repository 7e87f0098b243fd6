package io.keepsake.core.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CoverageTest {

  /** What is left out makes no difference. */
  @Property(tries = 200)
  void answersLikeListsOfAllMasks(@ForAll long seed) {
    Random random = new Random(seed);
    int packs = 1 + random.nextInt(5);
    Coverage coverage = new Coverage(packs);
    Map<Integer, List<Long>> model = new TreeMap<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      int pack = random.nextInt(packs);
      long mask = random.nextInt(32);
      coverage.add(pack, mask);
      model.computeIfAbsent(pack, _ -> new ArrayList<>()).add(mask);
    }
    for (int pack = 0; pack < packs; pack++) {
      for (long stores = 0; stores < 32; stores++) {
        for (int minimum = 1; minimum < 5; minimum++) {
          assertEquals(
              has(model.getOrDefault(pack, List.of()), stores, minimum),
              coverage.has(pack, stores, minimum));
        }
      }
    }
  }

  private static boolean has(List<Long> masks, long stores, int minimum) {
    return masks.stream()
        .anyMatch(mask -> Long.bitCount(mask) >= minimum && (mask | stores) == mask);
  }
}
