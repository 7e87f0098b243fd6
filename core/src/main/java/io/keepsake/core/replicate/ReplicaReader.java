package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads from one store after the other until one has a good answer. Each read begins with the next
 * store in turn; a store that could not be reached is asked last until it answers again.
 */
final class ReplicaReader {

  private final Membership members;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<String> suspects = ConcurrentHashMap.newKeySet();

  ReplicaReader(Membership members) {
    this.members = members;
  }

  byte[] read(ObjectName name, ByteRange range, Purpose purpose, ContentCheck check)
      throws IOException {
    List<StoreFailure> failures = new ArrayList<>();
    for (ObjectStore store : order()) {
      if (!failures.isEmpty()) {
        members.failedOver(name.value(), failures.getLast());
      }
      try {
        byte[] bytes = readFrom(store, name, range, purpose);
        suspects.remove(store.id());
        Optional<String> problem = check.problem(name, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        if (problem.isEmpty()) {
          return bytes;
        }
        failures.add(bad(store, problem.get()));
      } catch (IOException | RuntimeException e) {
        endIfInterrupted(name);
        failures.add(noted(StoreFailure.of(store.id(), e)));
      }
    }
    throw new ReplicationException("No provider has a good copy of " + name, failures);
  }

  private static byte[] readFrom(
      ObjectStore store, ObjectName name, ByteRange range, Purpose purpose) throws IOException {
    try (InputStream in = store.get(name, range, purpose)) {
      return in.readAllBytes();
    }
  }

  /** Stores that take part before those that were dropped, each in turn; suspects last. */
  private List<ObjectStore> order() {
    List<ObjectStore> all = members.all();
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    List<ObjectStore> good = new ArrayList<>();
    List<ObjectStore> doubtful = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      ObjectStore store = all.get((first + i) % all.size());
      boolean trusted = !suspects.contains(store.id()) && members.dropped(store.id()).isEmpty();
      (trusted ? good : doubtful).add(store);
    }
    good.addAll(doubtful);
    return good;
  }

  private StoreFailure noted(StoreFailure failure) {
    if (failure.kind() != Kind.NOT_FOUND && failure.kind() != Kind.CORRUPT) {
      suspects.add(failure.storeId());
    }
    return failure;
  }

  private static StoreFailure bad(ObjectStore store, String problem) {
    return new StoreFailure(
        store.id(), Kind.CORRUPT, "Provider %s: %s".formatted(store.id(), problem));
  }

  private static void endIfInterrupted(ObjectName name) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Interrupted while reading " + name);
    }
  }
}
