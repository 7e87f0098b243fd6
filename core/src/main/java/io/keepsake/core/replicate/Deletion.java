package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes objects at several stores at once.
 *
 * @param members the stores
 * @param writable ids of those that may be written to
 * @param failing what a failure means
 */
record Deletion(Membership members, List<String> writable, Failing failing) {

  /** What it means that a store does not delete. */
  enum Failing {
    /** It fails: it is left alone for a while, and people are told. */
    TOLD,
    /** Nothing: it may not be allowed to, and nobody relies on it. */
    IGNORED
  }

  /** See {@link ReplicaSet#delete}. */
  Map<String, String> run(Map<String, ? extends Collection<ObjectName>> byStore, Purpose purpose)
      throws InterruptedIOException {
    Map<String, String> failures = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (String id : writable) {
      Optional<Lane> lane = members.lane(id);
      Optional<? extends Collection<ObjectName>> names = Optional.ofNullable(byStore.get(id));
      if (lane.isPresent() && names.isPresent() && !names.get().isEmpty()) {
        threads.add(
            Thread.ofVirtual()
                .name("delete-" + id)
                .start(() -> delete(lane.get(), names.get(), purpose, failures)));
      }
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while deleting");
    }
    return new TreeMap<>(failures);
  }

  private void delete(
      Lane lane, Collection<ObjectName> names, Purpose purpose, Map<String, String> failures) {
    try {
      lane.store().delete(names, purpose);
    } catch (StoreException | RuntimeException e) {
      StoreFailure failure = StoreFailure.of(lane.id(), e);
      failures.put(lane.id(), failure.reason());
      // That it may not be deleted, or is locked, says nothing of reading and writing.
      boolean fails = failure.kind() != Kind.INTERRUPTED && failure.kind() != Kind.DENIED;
      if (failing == Failing.TOLD && fails) {
        members.failed(lane, failure);
      }
    }
  }
}
