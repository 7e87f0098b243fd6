package io.keepsake.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ListedObjectsTest {

  private static Hash hash(int number) {
    return Hash.ofHex("%064x".formatted(number));
  }

  private static ListedObject pack(int number, Map<String, Long> lengths) {
    return new ListedObject(ObjectNames.pack(hash(number)), lengths);
  }

  @Property(tries = 20)
  void answersLikeMap(@ForAll long seed) {
    Random random = new Random(seed);
    ListedObjects objects = new ListedObjects(ObjectNames::pack);
    Map<Hash, ListedObject> model = new LinkedHashMap<>();
    int kinds = 1 + random.nextInt(3_000);
    for (int i = random.nextInt(4_000); i > 0; i--) {
      Hash hash = hash(random.nextInt(kinds));
      ListedObject object = new ListedObject(ObjectNames.pack(hash), lengths(random));
      assertTrue(objects.add(object));
      model.merge(hash, object, ListedObjectsTest::joined);
    }
    assertEquals(List.copyOf(model.values()), all(objects));
    for (int i = 0; i < kinds; i++) {
      Hash hash = hash(i);
      assertEquals(Optional.ofNullable(model.get(hash)), objects.get(hash));
      assertEquals(model.containsKey(hash), objects.contains(hash));
      if (objects.contains(hash)) {
        assertSame(model.get(hash), objects, objects.numberOf(hash));
      }
    }
  }

  private static ListedObject joined(ListedObject first, ListedObject second) {
    Map<String, Long> lengths = new HashMap<>(first.lengths());
    lengths.putAll(second.lengths());
    return new ListedObject(first.name(), lengths);
  }

  private static Map<String, Long> lengths(Random random) {
    Map<String, Long> lengths = new HashMap<>();
    int stores = 1 + random.nextInt(5);
    while (lengths.size() < stores) {
      long length = random.nextInt(4) == 0 ? random.nextInt(3) : 1L << random.nextInt(62);
      lengths.put("store-" + random.nextInt(6), random.nextBoolean() ? 7 : length);
    }
    return lengths;
  }

  private static List<ListedObject> all(ListedObjects objects) {
    List<ListedObject> all = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      all.add(objects.object(i));
    }
    return all;
  }

  private static void assertSame(ListedObject expected, ListedObjects objects, int number) {
    Map<String, Long> lengths = expected.lengths();
    assertEquals(expected.name(), objects.name(number));
    assertEquals(expected.agreedLength(), objects.agreedLength(number));
    assertEquals(lengths.keySet(), objects.storesOf(objects.storesMask(number)));
    Set<String> whole = expected.whole().lengths().keySet();
    assertEquals(whole, objects.storesOf(objects.maskOfLength(number, expected.agreedLength())));
    for (int store = 0; store < 6; store++) {
      String id = "store-" + store;
      OptionalLong length = objects.lengthAt(number, id);
      assertEquals(Optional.ofNullable(lengths.get(id)), length.stream().boxed().findFirst());
      boolean listed = (objects.storesMask(number) & objects.maskOf(id)) != 0;
      assertEquals(lengths.containsKey(id), listed);
    }
  }

  @Test
  void leavesOutWhatIsNamedInAnotherWay() {
    String hex = hash(1).hex();
    Map<String, Long> lengths = Map.of("a", 1L);
    List<ListedObject> listing =
        List.of(
            new ListedObject(new ObjectName("packs/ff/" + hex), lengths),
            new ListedObject(new ObjectName("packs/readme"), lengths),
            new ListedObject(ObjectNames.index(hash(1)), lengths),
            pack(2, lengths));
    ListedObjects objects = ListedObjects.of(listing.iterator(), ObjectNames::pack);
    assertEquals(List.of(pack(2, lengths)), all(objects));
    assertFalse(objects.add(listing.getFirst()));
    assertFalse(objects.contains(hash(1)));
  }

  @Test
  void knowsOneBitOfEachOfSixtyFourStores() {
    ListedObjects objects = new ListedObjects(ObjectNames::pack);
    for (int store = 0; store < ListedObjects.MOST_STORES; store++) {
      objects.add(pack(store, Map.of("store-" + store, (long) store)));
    }
    assertEquals(1L << 63, objects.storesMask(63));
    assertEquals(1L << 63, objects.maskOf("store-63"));
    assertEquals(Set.of("store-63"), objects.storesOf(1L << 63));
    assertEquals(0, objects.maskOf("store-64"));
    ListedObject another = pack(9, Map.of("store-64", 1L));
    Throwable refused = assertThrows(IllegalArgumentException.class, () -> objects.add(another));
    assertTrue(refused.getMessage().contains("64 providers"), refused.getMessage());
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    ListedObjects objects =
        ListedObjects.of(List.of(pack(1, Map.of("a", 5L))).iterator(), ObjectNames::pack);
    assertThrows(IndexOutOfBoundsException.class, () -> objects.storesMask(1));
    assertThrows(IndexOutOfBoundsException.class, () -> objects.object(-1));
    assertEquals(ListedObjects.ABSENT, objects.numberOf(hash(2)));
    assertEquals(OptionalLong.empty(), objects.lengthAt(0, "b"));
  }
}
