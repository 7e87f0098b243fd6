package io.keepsake.testkit.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.replicate.CopyFilter;
import io.keepsake.core.replicate.CopyOrder;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.SettleLimits;
import io.keepsake.core.replicate.StoreCheck;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Stores of several roles in memory that can be made to fail, and a set that writes to them. */
final class Crew {

  /** For stores that will come. */
  static final SettleLimits PATIENT =
      new SettleLimits(Duration.ofMinutes(1), 0, Duration.ofMinutes(1));

  /** For stores that will not. */
  static final SettleLimits NO_WAITING = new SettleLimits(Duration.ZERO, 0, Duration.ZERO);

  private static final ObjectName HEADER = new ObjectName("keepsake.json");
  private static final CopyOrder ORDER =
      new CopyOrder(
          List.of("keys/", "packs/", "index/"), "snapshots/", HEADER, () -> CopyFilter.NONE);

  final Map<String, MemoryStore> memory = new LinkedHashMap<>();
  final Map<String, FaultyStore> stores = new LinkedHashMap<>();
  private final Map<String, StubbornStore> stubborn = new LinkedHashMap<>();
  private final List<BusyStore> busy = new ArrayList<>();
  final Debts debts = new Debts();
  final ReplicaSet set;
  final CopyPolicy policy;
  private final Set<String> active;
  private final List<VaultEvent> events = new ArrayList<>();

  /**
   * A crew.
   *
   * @param named one word each, the id; a role may follow after a colon
   */
  Crew(CopyPolicy policy, String... named) throws StoreException {
    List<ProviderTraits> traits = Arrays.stream(named).map(Crew::traits).toList();
    this.policy = policy;
    this.active = Set.copyOf(new Placement(traits, policy).initial());
    for (ProviderTraits each : traits) {
      MemoryStore store = new MemoryStore(each.id());
      store.put(HEADER, ObjectContent.of(new byte[9]), PutCondition.ANY, Purpose.REPAIR);
      memory.put(each.id(), store);
      stores.put(each.id(), new FaultyStore(store));
      stubborn.put(each.id(), new StubbornStore(store(each.id())));
      busy.add(new BusyStore(stubborn(each.id())));
    }
    set =
        new ReplicaSet(
            List.<ObjectStore>copyOf(busy),
            new Placement(traits, policy),
            this::note,
            List.of(),
            debts);
  }

  private static ProviderTraits traits(String word) {
    String[] parts = word.split(":", 2);
    Role role = parts.length == 1 ? Role.ACTIVE : Role.of(parts[1]).orElseThrow();
    return new ProviderTraits(parts[0], role, Optional.empty(), 0, 0);
  }

  FaultyStore store(String id) {
    return find(stores, id);
  }

  /** To make a store hang as no store should. */
  StubbornStore stubborn(String id) {
    return find(stubborn, id);
  }

  MemoryStore memory(String id) {
    return find(memory, id);
  }

  private static <T> T find(Map<String, T> all, String id) {
    return Optional.ofNullable(all.get(id)).orElseThrow();
  }

  WriteSession startWriting() {
    return startWriting(Map.of(), Set.of());
  }

  WriteSession startWriting(Map<String, List<ObjectName>> lacking, Set<String> unknown) {
    return set.startWriting(ORDER, lacking, unknown, StoreCheck.NONE);
  }

  /** Stores bytes under the name that their hash gives them. */
  ObjectName put(byte[] bytes) throws Exception {
    ObjectName name = Fleet.nameOf(bytes);
    set.put(name, ObjectContent.of(bytes), Purpose.BACKUP);
    return name;
  }

  /** Stores content of which it is known when it is read, under the name of its hash. */
  ObjectName put(WatchedContent content) throws Exception {
    ObjectName name = Fleet.nameOf(content.bytes());
    set.put(name, content, Purpose.BACKUP, content::release);
    return name;
  }

  ObjectName commit(byte[] bytes) throws Exception {
    ObjectName name = snapshot(bytes);
    set.commit(name, ObjectContent.of(bytes), Purpose.BACKUP);
    return name;
  }

  static ObjectName snapshot(byte[] bytes) throws Exception {
    String pack = Fleet.nameOf(bytes).value();
    return new ObjectName("snapshots/" + pack.substring(pack.lastIndexOf('/') + 1));
  }

  /** Puts bytes past the set into one store. */
  void plant(String id, ObjectName name, byte[] bytes) throws StoreException {
    memory(id).put(name, ObjectContent.of(bytes), PutCondition.ANY, Purpose.REPAIR);
  }

  boolean has(String id, ObjectName name) {
    return memory(id).names().contains(name);
  }

  /** The bytes of everything in a store. */
  Map<ObjectName, String> contents(String id) throws Exception {
    return Contents.of(memory(id));
  }

  private synchronized void note(VaultEvent event) {
    events.add(event);
    notifyAll();
  }

  synchronized List<VaultEvent> events() {
    return List.copyOf(events);
  }

  <T extends VaultEvent> List<T> events(Class<T> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Waits for an event that may have come already. */
  synchronized void awaitEvent(Predicate<VaultEvent> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (events.stream().noneMatch(wanted)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("Not told for a minute; only " + events);
      }
      wait(left);
    }
  }

  void awaitDropped(String id) throws InterruptedException {
    awaitEvent(event -> event instanceof VaultEvent.StoreDropped it && it.storeId().equals(id));
  }

  /** Whether the last thing that was told of a store is good. */
  boolean isUp(String id) {
    boolean up = true;
    for (VaultEvent event : events()) {
      if (event instanceof VaultEvent.StoreDropped it && it.storeId().equals(id)) {
        up = false;
      } else if (event.equals(new VaultEvent.StoreReturned(id))) {
        up = true;
      }
    }
    return up;
  }

  /** Whether a store is meant to have everything. */
  boolean isWrittenTo(String id) {
    return active.contains(id) || events().contains(new VaultEvent.StandbyEnlisted(id));
  }

  /** Waits until all stores that are written to have everything, more than are wanted, too. */
  void awaitWhole(WriteSession session) {
    Await.until("nothing is owed", () -> session.owed().isEmpty());
  }

  void awaitReturned(String id) throws InterruptedException {
    awaitEvent(event -> event.equals(new VaultEvent.StoreReturned(id)));
  }

  /** Waits until a store has been called so often in that way. */
  void awaitCalls(String id, Calls calls, int number) {
    Await.until(id + " is called", () -> store(id).count(calls) >= number);
  }

  /** How many calls to any store have not returned. */
  int callsUnderWay() {
    return busy.stream().mapToInt(BusyStore::underWay).sum();
  }

  /** Waits for the end of calls that nobody waits for. */
  void awaitIdle() {
    Await.until("no call is under way", () -> callsUnderWay() == 0);
  }
}
