package io.keepsake.core.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectTableTest {

  private static final Map<String, Long> WHOLE = Map.of("a", 5L, "b", 5L);

  private static Hash hash(int number) {
    return Hash.ofHex("%064x".formatted(number));
  }

  private static ListedObject pack(int number, Map<String, Long> lengths) {
    return new ListedObject(ObjectNames.pack(hash(number)), lengths);
  }

  private static ObjectTable table(ListedObject... objects) {
    ObjectTable table = new ObjectTable(ObjectNames::pack);
    Stream.of(objects).forEach(table::add);
    return table;
  }

  @Test
  void whatIsDroppedIsNotThere() {
    ObjectTable table = table(pack(1, WHOLE), pack(2, WHOLE), pack(3, Map.of("a", 5L)));
    assertEquals(5, table.copies());
    table.drop(hash(1));
    assertEquals(3, table.copies());
    assertEquals(List.of(pack(2, WHOLE), pack(3, Map.of("a", 5L))), table.objects().toList());
    assertFalse(table.isAt(Set.of("a"), hash(1), 5));
    assertEquals(Map.of(), table.lengths(hash(1)));
    table.dropIf(hash(3)::equals);
    assertEquals(List.of(pack(2, WHOLE)), table.objects().toList());
    assertEquals(2, table.copies());
    assertEquals(WHOLE, table.lengths(hash(2)));
  }

  @Test
  void anObjectIsWhereItHasTheRightLength() {
    ObjectTable table = table(pack(1, WHOLE), pack(2, Map.of("a", 5L, "b", 4L)));
    assertTrue(table.isAt(Set.of("a", "b"), hash(1), 5));
    assertTrue(table.isAt(Set.of(), hash(1), 6), "no store is asked for");
    assertFalse(table.isAt(Set.of("a", "b"), hash(1), 4));
    assertFalse(table.isAt(Set.of("a", "c"), hash(1), 5));
    assertFalse(table.isAt(Set.of("a", "b"), hash(2), 5));
    assertTrue(table.isAt(Set.of("b"), hash(2), 4));
    assertFalse(table.isAt(Set.of(), hash(3), 5), "nobody lists it");
  }

  @Test
  void objectsCanBeDroppedWhileTheyAreTaken() {
    ObjectTable table = table(pack(1, WHOLE), pack(2, WHOLE), pack(3, WHOLE), pack(4, WHOLE));
    Set<ListedObject> taken = new HashSet<>();
    for (Iterator<ListedObject> each = table.objects().iterator(); each.hasNext(); ) {
      ListedObject object = each.next();
      taken.add(object);
      table.drop(Inventory.hash(object.name()));
    }
    assertEquals(Set.of(pack(1, WHOLE), pack(2, WHOLE), pack(3, WHOLE), pack(4, WHOLE)), taken);
    assertEquals(0, table.copies());
  }

  @Test
  void objectsAreMadeWhileTheyAreTaken() {
    AtomicInteger made = new AtomicInteger();
    ObjectTable table =
        new ObjectTable(
            hash -> {
              made.incrementAndGet();
              return ObjectNames.pack(hash);
            });
    for (int i = 0; i < 1_000; i++) {
      table.add(pack(i, WHOLE));
    }
    made.set(0);
    Iterator<ListedObject> objects = Stream.concat(Stream.of(), table.objects()).iterator();
    objects.next();
    objects.next();
    assertTrue(made.get() <= 3, made + " objects were made for two");
  }
}
