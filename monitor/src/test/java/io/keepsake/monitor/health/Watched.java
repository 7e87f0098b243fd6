package io.keepsake.monitor.health;

import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider in memory that holds a vault's header, and can be made to fail. */
final class Watched {

  static final ObjectName HEADER = new ObjectName("keepsake.json");

  final MemoryStore memory;
  final FaultyStore store;
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  private final String id;
  private volatile boolean away;

  Watched(String id) throws StoreException {
    this.id = id;
    memory = new MemoryStore(id);
    memory.put(HEADER, ObjectContent.of(new byte[9]), PutCondition.ANY, Purpose.REPAIR);
    store = new FaultyStore(memory);
  }

  WatchedProvider as(Role role) {
    return WatchedProvider.of(id, role, this::open);
  }

  WatchedProvider active() {
    return as(Role.ACTIVE);
  }

  private ObjectStore open() throws StoreException {
    opened.incrementAndGet();
    if (away) {
      throw new StoreException(Kind.UNAVAILABLE, id, "Provider " + id + " is away");
    }
    return new ClosingStore(store.again(memory.again()), closed::incrementAndGet);
  }

  void away() {
    away = true;
    fail(Kind.UNAVAILABLE);
  }

  void back() {
    away = false;
    store.heal();
  }

  void fail(Kind kind) {
    store.inject(Calls.all(), Times.always(), new Fault.Fails(kind));
  }

  /** From now on each call takes so long by that clock. */
  void slow(SetClock clock, Duration time) {
    store.inject(
        Calls.all(), Times.always(), new Fault.Tells(() -> clock.advance(time)));
  }

  List<String> names() {
    return memory.names().stream().map(ObjectName::value).toList();
  }

  long puts() {
    return store.count(Calls.to(Operation.PUT));
  }
}
