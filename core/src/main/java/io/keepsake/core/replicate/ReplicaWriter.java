package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Writes objects to all stores that take part, each at once, and goes on when enough have one.
 *
 * <p>A store that is slower than the others may lag behind by {@value Lane#MOST_LAGGING} objects.
 * What it cannot take by then it owes, as does a store that failed: the others do not wait.
 */
final class ReplicaWriter {

  /** So long, or half as long again as the others took, is nobody called slow. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** How long stores that were interrupted are waited for. */
  static final Duration TO_END = Duration.ofSeconds(10);

  private static final long POLL_MILLIS = 20;

  private final Membership members;
  private final int minimum;
  private final Semaphore detachable = new Semaphore(ReplicaSet.MOST_DETACHED);
  private final Set<Put> detached = ConcurrentHashMap.newKeySet();

  ReplicaWriter(Membership members, int minimum) {
    this.members = members;
    this.minimum = minimum;
  }

  /**
   * Stores an object at the minimum of stores or more; the rest may go on behind.
   *
   * @return ids of the stores that have it now
   */
  Set<String> put(
      ObjectName name,
      ObjectContent content,
      PutCondition condition,
      Purpose purpose,
      Runnable released)
      throws IOException {
    Put put = new Put(name, content, condition, purpose, members, Put.Owing.AT_ONCE, released);
    try {
      requireRunning(name);
      long begin = System.nanoTime();
      sendToEnough(put, name);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      Duration grace = took.dividedBy(2);
      if (!put.awaitAll(grace.compareTo(GRACE) > 0 ? grace : GRACE)) {
        leaveBehind(put);
      }
      put.noteMissing();
    } catch (InterruptedException e) {
      giveUp(put, name);
    } finally {
      put.release();
    }
    return put.stored().stream().map(Lane::id).collect(Collectors.toSet());
  }

  /** Sends it to all that take it, and to those that can take it later if they are needed. */
  private void sendToEnough(Put put, ObjectName name) throws InterruptedException, IOException {
    int have = 0;
    while (have + members.canStillTake(put) >= minimum) {
      members.lanes().forEach(put::send);
      have = put.await(minimum);
      if (have >= minimum) {
        return;
      }
      if (members.recruit().isEmpty()) {
        Thread.sleep(POLL_MILLIS); // those that are left lag behind, and are needed now
      }
    }
    if (have > 0) {
      put.noteMissing(); // what no store has nobody lacks
    }
    throw members.tooFew("store " + name, have);
  }

  private void leaveBehind(Put put) {
    boolean goesOn = detachable.tryAcquire();
    detached.add(put);
    put.detach(
        () -> {
          detached.remove(put);
          if (goesOn) {
            detachable.release();
          }
        });
    if (!goesOn) {
      put.cancel();
    }
  }

  /** An interrupt after which all that were asked have it, and are enough, came too late. */
  private void giveUp(Put put, ObjectName name) throws InterruptedIOException {
    put.cancel();
    detached.add(put);
    put.detach(() -> detached.remove(put));
    try {
      put.awaitAll(TO_END);
    } catch (InterruptedException e) {
      // once more, while it is being given up
    }
    Thread.currentThread().interrupt();
    if (!put.isEverywhere() || put.stored().size() < minimum) {
      throw new InterruptedIOException("Interrupted while storing " + name);
    }
    put.noteMissing();
  }

  /**
   * Stores the object that makes all others count, at the stores that have those. If too few take
   * it, it is taken back from those that did, as far as they let it.
   */
  Set<String> commit(ObjectName name, ObjectContent content, Purpose purpose) throws IOException {
    Put put = owedWhenItCounts(name, content, purpose);
    try {
      requireRunning(name);
      members.lanes().stream().filter(Lane::isComplete).forEach(put::send);
      put.await(minimum);
      awaitTheEnd(put);
    } catch (InterruptedException e) {
      giveUp(put, name);
    }
    List<Lane> have = put.stored();
    if (have.size() < minimum) {
      withdraw(name, have, purpose);
      throw members.tooFew("store " + name, have.size());
    }
    put.noteMissing();
    return have.stream().map(Lane::id).collect(Collectors.toSet());
  }

  /**
   * Stores an object at those that take it now; nobody lags behind with it.
   *
   * @return ids of the stores that have it
   */
  Set<String> offer(ObjectName name, ObjectContent content, Purpose purpose)
      throws InterruptedIOException {
    requireRunning(name);
    Put put = owedWhenItCounts(name, content, purpose);
    try {
      members.lanes().forEach(put::send);
      awaitTheEnd(put);
    } catch (InterruptedException e) {
      giveUp(put, name);
    }
    if (!put.stored().isEmpty()) {
      put.noteMissing(); // what no store has nobody lacks
    }
    return put.stored().stream().map(Lane::id).collect(Collectors.toSet());
  }

  /** A put that nobody lags behind with: what misses it owes it once it counts. */
  private Put owedWhenItCounts(ObjectName name, ObjectContent content, Purpose purpose) {
    return new Put(
        name,
        content,
        PutCondition.IF_ABSENT,
        purpose,
        members,
        Put.Owing.WHEN_IT_COUNTS,
        () -> {});
  }

  private static void awaitTheEnd(Put put) throws InterruptedException {
    if (!put.awaitAll(TO_END)) {
      put.cancel();
      put.awaitAll(TO_END);
    }
  }

  private static void withdraw(ObjectName name, List<Lane> from, Purpose purpose) {
    for (Lane lane : from) {
      try {
        lane.store().delete(List.of(name), purpose);
      } catch (StoreException e) {
        lane.note(StoreFailure.of(lane.id(), e));
      }
    }
  }

  private static void requireRunning(ObjectName name) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted before storing " + name);
    }
  }

  /** Gives up what still lags behind, and waits for its end. */
  void end() {
    for (Put put : detached) {
      put.cancel();
    }
    boolean interrupted = Thread.interrupted();
    for (Put put : detached) {
      try {
        put.awaitAll(TO_END);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
