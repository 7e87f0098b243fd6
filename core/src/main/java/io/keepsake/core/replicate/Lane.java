package io.keepsake.core.replicate;

import io.keepsake.core.failover.CircuitBreaker;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreException.Retry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The way of one store through one operation: whether it is written to, what is on its way to it,
 * and what it lacks. Safe for many threads.
 */
final class Lane {

  /** Puts that others need not wait for; more are not begun but owed. */
  static final int MOST_LAGGING = 2;

  /** More names are counted and not kept: such a store is for {@code repair}. */
  private static final int MOST_KEPT = 50_000;

  /** More than there can be puts that are not over: what is not remembered is owed once more. */
  private static final int MOST_REMEMBERED = 64;

  private final ObjectStore store;
  private final CircuitBreaker breaker;
  private final DebtLog debts;
  private final SequencedSet<ObjectName> missed = new LinkedHashSet<>();
  private Optional<StoreFailure> failure = Optional.empty();
  private final Map<ObjectName, Long> putOff = new HashMap<>();

  /** What was copied there last. */
  private final SequencedSet<ObjectName> copied = new LinkedHashSet<>();

  /** What is looked for at others, unless it was missed once more meanwhile. */
  private Optional<ObjectName> sought = Optional.empty();

  /** What was stored while it was being found out what the store lacks. */
  private final Set<ObjectName> meanwhile = new HashSet<>();

  private boolean enlisted;
  private boolean known;
  private int running;
  private int lagging;
  private long notKept;
  private long changes;

  /**
   * A lane.
   *
   * @param enlisted whether the store is written to from the beginning
   * @param failure why the store cannot be used at the beginning; empty if it can
   * @param debts is told of what the store comes to lack, and of what it is given
   */
  Lane(
      ObjectStore store,
      CircuitBreaker breaker,
      boolean enlisted,
      Optional<StoreFailure> failure,
      DebtLog debts) {
    this.store = store;
    this.breaker = breaker;
    this.enlisted = enlisted;
    this.debts = debts;
    this.known = failure.isEmpty();
    failure.ifPresent(this::down);
  }

  ObjectStore store() {
    return store;
  }

  String id() {
    return store.id();
  }

  synchronized boolean isEnlisted() {
    return enlisted;
  }

  /** From now on it is written to; what it lacks has to be found out. */
  synchronized void enlist() {
    enlisted = true;
    known = false;
  }

  synchronized boolean isUp() {
    return breaker.isClosed();
  }

  /** Whether this caller shall find out if the store is back; it reports by up or down. */
  synchronized boolean mayProbe() {
    return breaker.mayProbe();
  }

  /** The store failed; whether it was up before. */
  synchronized boolean down(StoreFailure why) {
    failure = Optional.of(why);
    return breaker.failed(why.kind());
  }

  /** The store answers; whether it was down before. */
  synchronized boolean up() {
    boolean wasDown = !breaker.isClosed();
    breaker.succeeded();
    return wasDown && breaker.isClosed();
  }

  /** The last failure, whether it is over or not. */
  synchronized Optional<StoreFailure> failure() {
    return failure;
  }

  /** Whether what failed last may pass by itself. */
  synchronized boolean mayComeBack() {
    return failure.filter(last -> last.kind().retry() == Retry.LATER).isPresent();
  }

  /** Notes a failure that concerns one object and not the store. */
  synchronized void note(StoreFailure why) {
    failure = Optional.of(why);
  }

  /** Begins a put, unless the store is down or too far behind. */
  synchronized boolean begin() {
    if (!enlisted || !breaker.isClosed() || lagging >= MOST_LAGGING) {
      return false;
    }
    running++;
    return true;
  }

  /** Nobody waits any more for a put that is under way. */
  synchronized void lag() {
    lagging++;
  }

  /** A put is over. */
  synchronized void end(boolean lagged) {
    running--;
    if (lagged) {
      lagging--;
    }
    changed();
  }

  synchronized int lagging() {
    return lagging;
  }

  /** The store does not have an object that others have. */
  synchronized void miss(ObjectName name) {
    miss(name, DebtLog.Origin.MISSED);
  }

  /** The store was listed without an object that others have. */
  synchronized void lacks(ObjectName name) {
    if (meanwhile.contains(name)) {
      return; // it was stored after that was listed
    }
    miss(name, DebtLog.Origin.FOUND);
  }

  /** The store has an object now, whatever was said before. */
  synchronized void has(ObjectName name) {
    if (!known) {
      meanwhile.add(name);
    }
    if (missed.contains(name)) {
      paid(name);
    }
  }

  private void miss(ObjectName name, DebtLog.Origin origin) {
    if (sought.equals(Optional.of(name))) {
      sought = Optional.empty(); // somebody has it by now
    }
    if (missed.contains(name)) {
      return;
    }
    if (missed.size() < MOST_KEPT) {
      missed.add(name);
    } else {
      notKept++;
    }
    debts.owed(id(), name, origin);
    changed();
  }

  /**
   * An object that it lacks, to be copied there; it stays missed until it is told as paid.
   *
   * @param last names that start with this come when nothing else is missing
   */
  synchronized Optional<ObjectName> owed(String last) {
    Optional<ObjectName> other =
        missed.stream().filter(name -> !name.value().startsWith(last) && isDue(name)).findFirst();
    boolean lastOnly = missed.stream().allMatch(name -> name.value().startsWith(last));
    return other.isEmpty() && lastOnly && notKept == 0
        ? missed.stream().filter(this::isDue).findFirst()
        : other;
  }

  synchronized void paid(ObjectName name) {
    missed.remove(name);
    putOff.remove(name);
    debts.paid(id(), name);
    changed();
  }

  /** What is missed is looked for at the others. By one thread, one object at a time. */
  synchronized void seek(ObjectName name) {
    sought = Optional.of(name);
  }

  /**
   * No other store had it, when each was asked: then nobody lacks it, unless it was {@linkplain
   * #miss missed} since it was looked for, as one that was asked early may have got it then.
   */
  synchronized void nowhere(ObjectName name) {
    if (sought.equals(Optional.of(name))) {
      paid(name);
    }
    sought = Optional.empty();
  }

  /** It was copied there from another store. */
  synchronized void copied(ObjectName name) {
    paid(name);
    copied.add(name);
    if (copied.size() > MOST_REMEMBERED) {
      copied.removeFirst();
    }
  }

  /** As {@link #miss}, of a put that is over: the copy that it missed may have come meanwhile. */
  synchronized void missUnlessCopied(ObjectName name) {
    if (!copied.contains(name)) {
      miss(name);
    }
  }

  /** It could not be paid now; it is tried again after a while, and others meanwhile. */
  synchronized void putOff(ObjectName name, Duration howLong) {
    if (missed.contains(name)) {
      putOff.put(name, System.nanoTime() + howLong.toNanos());
    }
  }

  private boolean isDue(ObjectName name) {
    Long until = putOff.get(name);
    return until == null || System.nanoTime() - until > 0;
  }

  synchronized long missing() {
    return missed.size() + notKept;
  }

  /** Names of what it lacks, as far as they are kept. */
  synchronized SequencedSet<ObjectName> missed() {
    return new LinkedHashSet<>(missed);
  }

  /** Whether it was listed, so that nothing is missing but what was noted. */
  synchronized boolean isKnown() {
    return known;
  }

  /** What it lacks has to be found out. */
  synchronized void unknown() {
    known = false;
  }

  synchronized void surveyed() {
    known = true;
    meanwhile.clear();
  }

  /** Whether the store has everything but what is on its way to all. */
  synchronized boolean hasAll() {
    return enlisted && known && breaker.isClosed() && missing() == 0;
  }

  /** Whether the store has everything. */
  synchronized boolean isComplete() {
    return hasAll() && running == 0;
  }

  /** Waits until something changes, for a while. */
  synchronized void await(long millis) throws InterruptedException {
    long seen = changes;
    long end = System.nanoTime() + millis * 1_000_000;
    while (changes == seen) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private synchronized void changed() {
    changes++;
    notifyAll();
  }

  /** Why the store does not have everything; empty if it does. */
  synchronized Optional<StoreFailure> shortfall() {
    if (isComplete()) {
      return Optional.empty();
    }
    if (failure.isPresent()) {
      return failure;
    }
    String reason =
        known
            ? "Provider %s lacks %d objects that others have".formatted(id(), missing())
            : "What provider %s lacks was not found out in time".formatted(id());
    return Optional.of(new StoreFailure(id(), Kind.UNAVAILABLE, reason));
  }
}
