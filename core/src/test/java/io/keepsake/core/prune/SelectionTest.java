package io.keepsake.core.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.prune.PruneOutcome.Amount;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

  /** The last is at a store alone that was not listed to its end. */
  private final Selection all = all();

  private static Hash hash(int number) {
    return Hash.ofHex("%064x".formatted(number));
  }

  private static Selection all() {
    ListedObjects objects = new ListedObjects(ObjectNames::index);
    List<Map<String, Long>> where =
        List.of(
            Map.of("a", 10L, "b", 10L),
            Map.of("b", 7L, "c", 8L),
            Map.of("a", 5L),
            Map.of("a", 1L, "b", 2L, "c", 3L),
            Map.of("c", 9L));
    for (int i = 0; i < where.size(); i++) {
      objects.add(new ListedObject(ObjectNames.index(hash(i)), where.get(i)));
    }
    StoreMasks masks = new StoreMasks(List.of("unused", "c", "b", "a"));
    BitSet numbers = new BitSet();
    numbers.set(0, where.size());
    return new Selection(new Listing(objects, masks, masks.of(Set.of("a", "b"))), numbers);
  }

  @Test
  void whatIsNowhereThatCountsIsNotAmongIt() {
    assertEquals(List.of(0, 1, 2, 3), all.numbers().boxed().toList());
    assertTrue(all.has(hash(3)));
    assertTrue(!all.has(hash(4)) && !all.has(hash(5)) && !all.hasNumber(Listing.ABSENT));
  }

  @Test
  void whatStoresHaveIsCountedAndNamedByStore() {
    Map<String, Amount> amounts = new TreeMap<>();
    all.count(amounts);
    assertEquals(Map.of("a", new Amount(3, 16), "b", new Amount(3, 19)), amounts);
    Map<String, List<ObjectName>> names = new TreeMap<>();
    all.only(Set.of(hash(1), hash(2), hash(4), hash(9))).name(names);
    assertEquals(
        Map.of("a", List.of(ObjectNames.index(hash(2))), "b", List.of(ObjectNames.index(hash(1)))),
        names);
  }

  @Test
  void theFirstOnesAreTakenEachOnce() {
    IntStream order = IntStream.of(Listing.ABSENT, 4, 3, 3, 1, 7, 0, 2);
    assertEquals(Set.of(hash(3), hash(1)), all.first(2, order).hashes());
    assertEquals(4, all.first(9, all.numbers()).size());
    assertTrue(all.first(0, all.numbers()).isEmpty());
  }

  @Test
  void aStoreThatIsNotKnownHasNoBit() {
    StoreMasks masks = new StoreMasks(List.of("a", "b"));
    assertEquals(Set.of("b"), masks.ids(masks.of(List.of("b"))));
    assertThrows(IllegalArgumentException.class, () -> masks.of(List.of("a", "z")));
    List<String> many = IntStream.range(0, 65).mapToObj(Integer::toString).toList();
    assertEquals(-1, new StoreMasks(many.subList(0, 64)).of(many.subList(0, 64)));
    assertThrows(IllegalArgumentException.class, () -> new StoreMasks(many));
  }
}
