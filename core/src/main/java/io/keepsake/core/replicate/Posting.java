package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores one small object at all stores at once, standbys too, and waits for all of them.
 *
 * @param members the stores
 * @param meant ids of those that are sent it
 */
record Posting(Membership members, List<String> meant) {

  /** See {@link ReplicaSet#post}. */
  Set<String> run(ObjectName name, ObjectContent content, Purpose purpose)
      throws InterruptedIOException {
    Set<String> holders = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (String id : meant) {
      Optional<Lane> lane = members.lane(id).filter(Lane::isUp);
      lane.ifPresent(
          up ->
              threads.add(
                  Thread.ofVirtual()
                      .name("post-" + id)
                      .start(() -> post(up, name, content, purpose, holders))));
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while storing " + name);
    }
    return Set.copyOf(holders);
  }

  private void post(
      Lane lane, ObjectName name, ObjectContent content, Purpose purpose, Set<String> holders) {
    try {
      CopyWriter.put(lane.store(), name, content, PutCondition.IF_ABSENT, purpose);
      holders.add(lane.id());
    } catch (StoreException | RuntimeException e) {
      StoreFailure failure = StoreFailure.of(lane.id(), e);
      if (failure.kind() != Kind.INTERRUPTED) {
        members.failed(lane, failure);
      }
    }
  }
}
