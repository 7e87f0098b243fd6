package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes one object to all stores that take part, at once. */
final class ReplicaWriter {

  private final Membership members;

  ReplicaWriter(Membership members) {
    this.members = members;
  }

  void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted before storing " + name);
    }
    List<ObjectStore> stores = members.require("store " + name);
    List<Future<Boolean>> answers = new ArrayList<>();
    // Leaving this block waits for all. An interrupt is passed on to the stores, which then end
    // soon: the bytes are not touched any more once this returns, whatever happened.
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("put-", 0).factory())) {
      for (ObjectStore store : stores) {
        Callable<Boolean> put = () -> put(store, name, content, condition, purpose);
        answers.add(threads.submit(put));
      }
    }
    // An interrupt after which all stores have it came too late for this call.
    if (Thread.currentThread().isInterrupted() && !answers.stream().allMatch(ReplicaWriter::done)) {
      throw new InterruptedIOException("Interrupted while storing " + name);
    }
    for (int i = 0; i < stores.size(); i++) {
      failure(stores.get(i), answers.get(i)).ifPresent(members::drop);
    }
    // Whoever takes part now has this object: those who failed at it have just been dropped.
    members.require("store " + name);
  }

  private static boolean done(Future<Boolean> answer) {
    return answer.state() == Future.State.SUCCESS;
  }

  private static Optional<StoreFailure> failure(ObjectStore store, Future<Boolean> answer) {
    try {
      answer.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case Error error -> throw error;
        case Exception cause -> Optional.of(StoreFailure.of(store.id(), cause));
        case null, default -> throw new IllegalStateException(e);
      };
    } catch (InterruptedException e) {
      throw new IllegalStateException("The answer is there already", e);
    }
  }

  private static boolean put(
      ObjectStore store,
      ObjectName name,
      ObjectContent content,
      PutCondition condition,
      Purpose purpose)
      throws StoreException {
    try {
      store.put(name, content, condition, purpose);
    } catch (StoreException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
      requireSame(store, name, content.length(), purpose);
    }
    return true;
  }

  /** Accepts an object that is there already: by a lost answer, another writer, or an older run. */
  private static void requireSame(ObjectStore store, ObjectName name, long length, Purpose purpose)
      throws StoreException {
    Optional<ObjectStat> found = store.stat(name, purpose);
    if (found.isEmpty() || found.get().length() != length) {
      String there = found.map(stat -> stat.length() + " bytes").orElse("nothing any more");
      throw new StoreException(
          Kind.CORRUPT,
          store.id(),
          "Provider %s already holds %s, with %s instead of %d bytes; verify the vault"
              .formatted(store.id(), name, there, length));
    }
  }
}
