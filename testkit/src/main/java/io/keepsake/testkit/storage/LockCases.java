package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a store with {@link Capability#RETENTION_LOCK} promises. */
public interface LockCases extends StoreCases {

  /** The rule that {@link #store} has. */
  LockRule HOUR = new LockRule(LockMode.COMPLIANCE, Duration.ofHours(1));

  /** Another store on the same objects, opened now, with this rule or with none. */
  ObjectStore another(Optional<LockRule> rule);

  /** The clocks may differ by so much. */
  Duration SKEW = Duration.ofSeconds(5);

  /** The locks of {@link #store}. */
  default RetentionLocks locks() {
    return store().locks().orElseThrow();
  }

  /** The lock on an object. */
  default Optional<Retention> lockOf(String name) throws StoreException {
    return locks().read(name(name), Purpose.VERIFY);
  }

  /** Locks are found, and the rule is the one that was set. */
  @Test
  default void saysThatItLocksAndHow() throws StoreException {
    assertTrue(store().capabilities().contains(Capability.RETENTION_LOCK), "does not say so");
    assertEquals(Optional.of(HOUR), locks().rule());
    RetentionLocks plain = another(Optional.empty()).locks().orElseThrow();
    assertEquals(Optional.empty(), plain.rule());
    assertEquals(List.of(), locks().hidden(Optional.empty(), Purpose.VERIFY).objects());
  }

  /** What is put is locked, however it is sent, and under either condition. */
  @Test
  default void aPutIsLockedAsTheRuleSays() throws StoreException {
    Instant before = Instant.now();
    put("packs/a", bytes(1_000, 1), PutCondition.IF_ABSENT);
    put("packs/large", bytes((64 << 20) + 5, 2), PutCondition.ANY);
    put("packs/new", bytes((64 << 20) + 5, 3), PutCondition.IF_ABSENT);
    Instant after = Instant.now();
    for (String name : List.of("packs/a", "packs/large", "packs/new")) {
      Retention lock = lockOf(name).orElseThrow();
      assertEquals(LockMode.COMPLIANCE, lock.mode());
      Instant earliest = before.plus(HOUR.time()).minus(SKEW);
      Instant latest = after.plus(HOUR.time()).plus(SKEW);
      assertTrue(lock.until().isAfter(earliest) && lock.until().isBefore(latest), lock::toString);
    }
  }

  /** A lock is in the way of every deletion, and the message names it. */
  @Test
  default void aLockedObjectIsNotDeleted() throws IOException {
    put("packs/a", bytes(1_000, 1));
    put("packs/b", bytes(1_000, 2));
    for (List<String> some : List.of(List.of("packs/a"), List.of("packs/a", "packs/b"))) {
      StoreException refused =
          assertFails(
              Kind.DENIED,
              () -> store().delete(some.stream().map(StoreCases::name).toList(), Purpose.PRUNE));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("locked in compliance mode until 20"), message);
      assertTrue(message.contains("packs/"), message);
    }
    assertArrayEquals(bytes(1_000, 1), read("packs/a"));
    assertArrayEquals(bytes(1_000, 2), read("packs/b"));
    assertEquals(List.of("packs/a", "packs/b"), list(""));
  }

  /**
   * Whoever writes over a locked object, with a lock or without one, is refused or leaves the bytes
   * behind the new ones; so the name cannot be emptied.
   */
  @Test
  default void theBytesOfALockedObjectAreNotReplaced() throws IOException {
    put("packs/a", bytes(1_000, 1));
    ObjectStore plain = another(Optional.empty());
    ObjectContent other = ObjectContent.of(bytes(1_000, 2));
    try {
      plain.put(name("packs/a"), other, PutCondition.ANY, Purpose.BACKUP);
      assertArrayEquals(bytes(1_000, 2), read("packs/a"));
    } catch (StoreException e) {
      assertEquals(Kind.DENIED, e.kind(), e::toString);
      assertArrayEquals(bytes(1_000, 1), read("packs/a"));
    }
    assertFails(Kind.DENIED, () -> store().delete(List.of(name("packs/a")), Purpose.PRUNE));
    assertEquals(List.of("packs/a"), list(""));
  }

  /** A lock can be made longer, and set again as it is. */
  @Test
  default void aLockIsExtended() throws StoreException {
    put("packs/a", bytes(1_000, 1));
    Retention first = lockOf("packs/a").orElseThrow();
    Retention longer = new Retention(LockMode.COMPLIANCE, first.until().plus(Duration.ofHours(1)));
    locks().lock(name("packs/a"), longer, Purpose.REPAIR);
    assertEquals(Optional.of(longer), lockOf("packs/a"));
    locks().lock(name("packs/a"), longer, Purpose.REPAIR);
    assertEquals(Optional.of(longer), lockOf("packs/a"));
  }

  /** Neither the time nor the mode of a lock is weakened. */
  @Test
  default void aLockIsNotWeakened() throws StoreException {
    for (LockMode mode : LockMode.values()) {
      String name = "packs/" + mode;
      another(Optional.of(new LockRule(mode, Duration.ofHours(1))))
          .put(name(name), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
      Retention lock = lockOf(name).orElseThrow();
      Retention shorter = new Retention(mode, lock.until().minus(Duration.ofMinutes(30)));
      assertFails(Kind.DENIED, () -> locks().lock(name(name), shorter, Purpose.REPAIR));
      assertEquals(Optional.of(lock), lockOf(name));
    }
    Retention firm = lockOf("packs/COMPLIANCE").orElseThrow();
    Retention softer = new Retention(LockMode.GOVERNANCE, firm.until());
    assertFails(Kind.DENIED, () -> locks().lock(name("packs/COMPLIANCE"), softer, Purpose.REPAIR));
    assertEquals(Optional.of(firm), lockOf("packs/COMPLIANCE"));
  }

  /** A store without a rule locks nothing; what it stored can be locked later. */
  @Test
  default void whatIsNotLockedCanBeLockedLater() throws StoreException {
    ObjectStore plain = another(Optional.empty());
    plain.put(name("packs/a"), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
    plain.put(name("packs/b"), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
    assertEquals(Optional.empty(), lockOf("packs/a"));
    Retention lock = HOUR.from(Instant.now());
    locks().lock(name("packs/a"), lock, Purpose.REPAIR);
    assertEquals(Optional.of(lock), lockOf("packs/a"));
    assertFails(Kind.DENIED, () -> store().delete(List.of(name("packs/a")), Purpose.PRUNE));
    store().delete(List.of(name("packs/b")), Purpose.PRUNE);
    assertEquals(List.of("packs/a"), list(""));
  }

  /** What comes and goes by itself is not locked. */
  @Test
  default void passingObjectsAreNotLocked() throws StoreException {
    put("claims/a", bytes(9, 1));
    assertEquals(Optional.empty(), lockOf("claims/a"));
    store().delete(List.of(name("claims/a")), Purpose.OPEN);
    assertEquals(List.of(), list(""));
  }

  /** What is not there has no lock, and cannot get one. */
  @Test
  default void whatIsNotThereIsNotFound() {
    assertFails(Kind.NOT_FOUND, () -> lockOf("packs/none"));
    Retention lock = HOUR.from(Instant.now());
    assertFails(Kind.NOT_FOUND, () -> locks().lock(name("packs/none"), lock, Purpose.REPAIR));
  }

  /** Once its time is up an object is as any other; its lock can still be read, and renewed. */
  @Test
  default void anExpiredLockIsInNobodysWay() throws StoreException {
    ObjectStore brief =
        another(Optional.of(new LockRule(LockMode.COMPLIANCE, Duration.ofSeconds(2))));
    brief.put(name("packs/a"), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
    brief.put(name("packs/b"), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
    assertFails(Kind.DENIED, () -> brief.delete(List.of(name("packs/a")), Purpose.PRUNE));
    awaitDeletion(brief, "packs/a");
    assertEquals(List.of("packs/b"), list(""));
    assertTrue(lockOf("packs/b").isPresent(), "an expired lock cannot be read");
    Retention again = HOUR.from(Instant.now());
    locks().lock(name("packs/b"), again, Purpose.REPAIR);
    assertEquals(Optional.of(again), lockOf("packs/b"));
    assertFails(Kind.DENIED, () -> store().delete(List.of(name("packs/b")), Purpose.PRUNE));
  }

  private static void awaitDeletion(ObjectStore store, String name) throws StoreException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        store.delete(List.of(name(name)), Purpose.PRUNE);
        return;
      } catch (StoreException e) {
        assertEquals(Kind.DENIED, e.kind(), e::toString);
        assertFalse(System.nanoTime() > end, () -> "still locked after a minute: " + e);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }
}
