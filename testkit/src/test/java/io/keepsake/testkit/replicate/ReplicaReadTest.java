package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplicaReadTest {

  private static final Calls GETS = Calls.to(Operation.GET);

  @Test
  void readsAreSpreadOverTheStores() throws Exception {
    Fleet fleet = new Fleet(3, 1);
    ObjectName name = fleet.put(bytes(1_000, 1));
    for (int i = 0; i < 9; i++) {
      assertArrayEquals(bytes(1_000, 1), read(fleet, name));
    }
    for (FaultyStore store : fleet.stores) {
      assertEquals(3, store.count(GETS));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aBadCopyIsNeverReturned(long seed) throws Exception {
    Fleet fleet = new Fleet(3, 1);
    List<ObjectName> names = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      names.add(fleet.put(bytes(500, seed * 100 + i)));
    }
    for (int i = 0; i < 3; i++) {
      FaultyStore store = fleet.stores.get(i);
      store
          .inject(GETS, Times.randomly(seed + i, 0.2), new Fault.Corrupts(77))
          .inject(GETS, Times.randomly(seed + 10 + i, 0.2), new Fault.Truncates(499))
          .inject(GETS, Times.randomly(seed + 20 + i, 0.2), new Fault.Fails(Kind.THROTTLED))
          .inject(
              GETS, Times.randomly(seed + 30 + i, 0.2), new Fault.BreaksOff(9, Kind.UNAVAILABLE));
    }
    int good = 0;
    for (int i = 0; i < 30; i++) {
      try {
        assertArrayEquals(bytes(500, seed * 100 + i), read(fleet, names.get(i)));
        good++;
      } catch (ReplicationException e) {
        assertEquals(3, e.failures().size(), "gave up before asking every store");
      }
    }
    assertTrue(good > 0, "no read succeeded");
  }

  @Test
  void goingOnToAnotherStoreIsTold() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectName name = fleet.put(bytes(100, 1));
    fleet.plant(0, name, bytes(100, 2));
    fleet.set.read(name, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
    VaultEvent.ReadFailedOver event = (VaultEvent.ReadFailedOver) fleet.events.getFirst();
    assertEquals("s0", event.storeId());
    assertEquals(name.value(), event.object());
    assertTrue(event.reason().contains("not those that were stored"), event.reason());
  }

  @Test
  void whenNoCopyIsGoodEveryFailureIsNamed() throws Exception {
    Fleet fleet = new Fleet(3, 1);
    ObjectName name = Fleet.nameOf(bytes(100, 1));
    fleet.plant(0, name, bytes(100, 2));
    fleet.stores.get(1).inject(GETS, Times.always(), new Fault.Fails(Kind.DENIED));
    ReplicationException failure =
        assertThrows(ReplicationException.class, () -> read(fleet, name));
    assertEquals(3, failure.failures().size());
    assertFalse(failure.isMissingEverywhere());
    for (String id : List.of("s0", "s1", "s2")) {
      assertTrue(String.valueOf(failure.getMessage()).contains(id), failure.getMessage());
    }
    ReplicationException missing =
        assertThrows(
            ReplicationException.class, () -> read(new Fleet(2, 1), new ObjectName("packs/none")));
    assertTrue(missing.isMissingEverywhere());
  }

  @Test
  void aStoreThatCannotBeReachedIsAskedLast() throws Exception {
    Fleet fleet = new Fleet(3, 1);
    ObjectName name = fleet.put(bytes(100, 1));
    fleet.stores.get(0).inject(GETS, Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    for (int i = 0; i < 12; i++) {
      read(fleet, name);
    }
    assertEquals(1, fleet.stores.get(0).count(GETS));
    assertEquals(1, fleet.events.size());
  }

  @Test
  void aStoreDroppedAtWritingIsStillTheLastResort() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectName name = fleet.put(bytes(100, 1));
    fleet
        .stores
        .get(0)
        .inject(Calls.to(Operation.PUT), Times.always(), new Fault.Fails(Kind.QUOTA));
    fleet.put(bytes(100, 2));
    read(fleet, name);
    read(fleet, name);
    assertEquals(0, fleet.stores.get(0).count(GETS));
    fleet.stores.get(1).inject(GETS, Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    assertArrayEquals(bytes(100, 1), read(fleet, name));
  }

  @Test
  void rangesGoOnToAnotherStoreToo() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectName name = fleet.put(bytes(100, 1));
    fleet.stores.get(0).inject(GETS, Times.always(), new Fault.BreaksOff(3, Kind.TIMEOUT));
    byte[] part = fleet.set.readRange(name, new ByteRange(10, 5), Purpose.RESTORE);
    assertArrayEquals(Arrays.copyOfRange(bytes(100, 1), 10, 15), part);
  }

  @Test
  void anInterruptEndsAReadFromABlockedStore() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectName name = fleet.put(bytes(100, 1));
    Gate gate = new Gate();
    fleet.stores.get(0).inject(GETS, Times.always(), new Fault.Waits(gate));
    Thread reader =
        Thread.ofVirtual()
            .start(() -> assertThrows(InterruptedIOException.class, () -> read(fleet, name)));
    gate.awaitArrivals(1);
    reader.interrupt();
    reader.join();
    assertEquals(0, fleet.stores.get(1).count(GETS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 2_500})
  void aListingTellsWhichStoreHasWhat(int objects) throws Exception {
    Fleet fleet = new Fleet(3, 1);
    Map<ObjectName, Map<String, Long>> expected = new TreeMap<>();
    for (int i = 0; i < objects; i++) {
      ObjectName name = new ObjectName("packs/%02x/%05d".formatted(i % 256, i));
      Map<String, Long> lengths = new TreeMap<>();
      for (int store = 0; store < 3; store++) {
        if ((i + store) % 5 != 0) {
          fleet.plant(store, name, new byte[i % 7 + store]);
          lengths.put("s" + store, (long) (i % 7 + store));
        }
      }
      expected.put(name, lengths);
    }
    fleet.plant(1, new ObjectName("snapshots/x"), new byte[1]);
    Map<ObjectName, Map<String, Long>> found = new TreeMap<>();
    ReplicaListing listing = fleet.set.list("packs/", Purpose.VERIFY);
    List<ObjectName> order = new ArrayList<>();
    while (listing.hasNext()) {
      ListedObject next = listing.next();
      order.add(next.name());
      found.put(next.name(), new TreeMap<>(next.lengths()));
    }
    assertEquals(expected, found);
    assertEquals(List.copyOf(expected.keySet()), order);
    assertEquals(List.of(), listing.unlisted());
    listing.requireListed(3);
  }

  @Test
  void aListingTellsWhichStoreItCouldNotList() throws Exception {
    Fleet fleet = new Fleet(3, 1);
    for (int i = 0; i < 1_500; i++) {
      ObjectName name = new ObjectName("index/%05d".formatted(i));
      for (int store = 0; store < 3; store++) {
        fleet.plant(store, name, new byte[1]);
      }
    }
    Calls lists = Calls.to(Operation.LIST);
    fleet.stores.get(0).inject(lists, Times.always(), new Fault.Fails(Kind.DENIED));
    fleet.stores.get(2).inject(lists, Times.only(2), new Fault.Fails(Kind.TIMEOUT));
    ReplicaListing listing = fleet.set.list("index/", Purpose.VERIFY);
    int count = 0;
    while (listing.hasNext()) {
      Set<String> ids = listing.next().lengths().keySet();
      assertEquals(count < 1_000 ? Set.of("s1", "s2") : Set.of("s1"), ids);
      count++;
    }
    assertEquals(1_500, count);
    assertEquals(List.of("s0", "s2"), listing.unlisted().stream().map(f -> f.storeId()).toList());
    assertThrows(ReplicationException.class, () -> listing.requireListed(2));
  }

  private static byte[] read(Fleet fleet, ObjectName name) throws IOException {
    return fleet.set.read(name, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
  }
}
