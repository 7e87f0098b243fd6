package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One object on its way to several stores, from the same bytes. Each store has a thread. Once
 * enough stores have it, the others go on by themselves or are given up; when none of them touches
 * the bytes any more, their owner is told.
 */
final class Put {

  /** When a store that could not take it comes to lack it. */
  enum Owing {
    /** As soon as it has failed. */
    AT_ONCE,
    /** Once {@link #noteMissing} says that it counts: what may be taken back is not copied. */
    WHEN_IT_COUNTS
  }

  private final ObjectName name;
  private final ObjectContent content;
  private final PutCondition condition;
  private final Purpose purpose;
  private final Membership members;
  private final Runnable released;
  private final Map<Lane, Thread> pending = new LinkedHashMap<>();
  private final Set<Lane> asked = new HashSet<>();
  private final Set<Lane> stored = new HashSet<>();
  private Optional<Throwable> broken = Optional.empty();
  private Runnable whenLast = () -> {};
  private Owing owing;
  private boolean detached;
  private int holders = 1;

  Put(
      ObjectName name,
      ObjectContent content,
      PutCondition condition,
      Purpose purpose,
      Membership members,
      Owing owing,
      Runnable released) {
    this.name = name;
    this.content = content;
    this.condition = condition;
    this.purpose = purpose;
    this.members = members;
    this.owing = owing;
    this.released = released;
  }

  /** Sends it to a store, unless that was asked before or takes nothing now. */
  synchronized void send(Lane lane) {
    if (asked.contains(lane) || !lane.begin()) {
      return;
    }
    asked.add(lane);
    holders++;
    Thread thread = Thread.ofVirtual().name("put-" + lane.id()).unstarted(() -> run(lane));
    pending.put(lane, thread);
    thread.start();
  }

  private void run(Lane lane) {
    Optional<StoreFailure> failure = Optional.empty();
    try {
      failure = store(lane);
      failure.ifPresent(why -> members.failed(lane, why));
    } catch (RuntimeException | Error e) { // a listener that fails must not leave anybody waiting
      broke(e);
    } finally {
      release(); // before anybody hears that it is over
      ended(lane, failure.isEmpty());
    }
  }

  private Optional<StoreFailure> store(Lane lane) {
    try {
      CopyWriter.put(lane.store(), name, content, condition, purpose);
      return Optional.empty();
    } catch (StoreException | RuntimeException e) {
      return Optional.of(StoreFailure.of(lane.id(), e));
    } catch (Error e) {
      broke(e);
      return Optional.of(StoreFailure.of(lane.id(), new IllegalStateException(e)));
    }
  }

  private synchronized void broke(Throwable e) {
    broken = Optional.of(e);
  }

  private synchronized void ended(Lane lane, boolean has) {
    if (has) {
      stored.add(lane);
      lane.has(name);
    } else if (owing == Owing.AT_ONCE) {
      lane.miss(name);
    }
    pending.remove(lane);
    lane.end(detached);
    if (detached && pending.isEmpty()) {
      whenLast.run();
    }
    notifyAll();
  }

  /** Waits until so many stores have it or all have answered; answers how many have it. */
  synchronized int await(int enough) throws InterruptedException {
    while (stored.size() < enough && !pending.isEmpty()) {
      wait();
    }
    if (broken.isPresent()) {
      switch (broken.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(broken.get());
      }
    }
    return stored.size();
  }

  /** Waits for those that have not answered, for a while; whether all have. */
  synchronized boolean awaitAll(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!pending.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Lets those that have not answered go on without anybody who waits. */
  synchronized void detach(Runnable afterwards) {
    if (pending.isEmpty()) {
      afterwards.run();
      return;
    }
    detached = true;
    whenLast = afterwards;
    pending.keySet().forEach(Lane::lag);
  }

  /** Interrupts those that have not answered. */
  synchronized void cancel() {
    pending.values().forEach(Thread::interrupt);
  }

  /** The stores that have it. */
  synchronized List<Lane> stored() {
    return new ArrayList<>(stored);
  }

  synchronized boolean wasSentTo(Lane lane) {
    return asked.contains(lane);
  }

  /** Whether every store that was asked has it. */
  synchronized boolean isEverywhere() {
    return !asked.isEmpty() && stored.containsAll(asked);
  }

  /** Notes what stores that should have it do not: those that failed, or took nothing now. */
  synchronized void noteMissing() {
    owing = Owing.AT_ONCE;
    for (Lane lane : members.lanes()) {
      if (lane.isEnlisted() && !stored.contains(lane) && !pending.containsKey(lane)) {
        lane.missUnlessCopied(name);
      }
    }
  }

  /** The caller touches the bytes no more, nor sends them to further stores. */
  void release() {
    boolean last;
    synchronized (this) {
      last = --holders == 0;
    }
    if (last) {
      released.run();
    }
  }
}
