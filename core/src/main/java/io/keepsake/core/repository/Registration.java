package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session that is registered: pruners wait for it, until it is ended or fenced. Closing it ends
 * it, unless something of it may be at a store that counts only as long as it is registered.
 */
public final class Registration implements AutoCloseable {

  private static final Duration TO_END = Duration.ofSeconds(5);

  private final Repository repository;
  private final Purpose purpose;
  private final Hash session;
  private final Set<String> holders;
  private final int needed;
  private final Set<String> without = ConcurrentHashMap.newKeySet();
  private volatile boolean stays;

  /**
   * A session that is at stores already.
   *
   * @param holders ids of those that have it for sure
   * @param needed at how many stores each of its steps has to be done
   */
  public Registration(
      Repository repository, Purpose purpose, Hash session, Set<String> holders, int needed) {
    this.repository = repository;
    this.purpose = purpose;
    this.session = session;
    this.holders = Set.copyOf(holders);
    this.needed = needed;
  }

  /** Its identity. */
  public Hash session() {
    return session;
  }

  /** Ids of the stores that have it for sure. */
  public Set<String> holders() {
    return holders;
  }

  /**
   * Makes sure that what was listed behind the registration was listed at enough of its stores.
   *
   * @param unlisted ids of the stores that were not listed to their end
   * @throws ReplicationException if fewer than needed were
   */
  public void requireListed(Set<String> unlisted) throws ReplicationException {
    requireEnough(holders, unlisted, "see what is being pruned");
  }

  private void requireEnough(Set<String> of, Set<String> unlisted, String what)
      throws ReplicationException {
    Set<String> listed = new HashSet<>(of);
    listed.removeAll(unlisted);
    if (listed.size() < needed) {
      List<StoreFailure> failures =
          unlisted.stream()
              .map(
                  id ->
                      new StoreFailure(
                          id, Kind.UNAVAILABLE, "Provider " + id + " could not be listed"))
              .toList();
      throw new ReplicationException(
          "Could not %s: %d providers that know of this session were listed and %d are needed"
              .formatted(what, listed.size(), needed),
          failures);
    }
  }

  /** From now on it stays when it is closed, until {@link #confirm} says that all is well. */
  public void stays() {
    stays = true;
  }

  /**
   * Makes sure that nobody has ended it, or is about to. An interrupt leaves it a little time for
   * that, so that what stands already is not called interrupted; the flag is set afterwards.
   *
   * @param at ids of the stores that have what it wrote
   * @throws FencedException if somebody has
   * @throws ReplicationException if fewer than needed of those stores could be asked
   * @throws InterruptedIOException if the time did not suffice
   */
  public void confirm(Set<String> at) throws IOException {
    Set<String> unlisted = ConcurrentHashMap.newKeySet();
    List<ListedObject> fences =
        AfterInterrupt.within(
            TO_END,
            () -> repository.list(ObjectNames.FENCES + session.hex(), purpose, unlisted::add));
    if (!fences.isEmpty()) {
      throw new FencedException(
          "Another machine took this one for dead and ended its session "
              + session.hex().substring(0, 12)
              + ", so that what it did does not count; run it again");
    }
    requireEnough(at, unlisted, "make sure that nobody ended the session");
    stays = false;
  }

  /** Ids of the stores that are known not to have it any more, once it was closed. */
  public Set<String> without() {
    return Set.copyOf(without);
  }

  /** Whether closing it leaves it where it is. */
  public boolean isToStay() {
    return stays;
  }

  /** Ends it, as far as stores let it in a while; an interrupt does not stop that. */
  @Override
  public void close() {
    if (stays) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    Thread deletion = Thread.ofVirtual().name("end-session").start(this::delete);
    try {
      if (!deletion.join(TO_END)) {
        deletion.interrupt();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      deletion.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() {
    ReplicaSet replicas = repository.replicas();
    Map<String, List<ObjectName>> byStore = new HashMap<>();
    Set<String> ids = new HashSet<>(holders); // those too that failed meanwhile
    replicas.answeringStores().forEach(store -> ids.add(store.id()));
    ids.forEach(id -> byStore.put(id, List.of(ObjectNames.session(session))));
    try {
      // Where it fails, pruners find out that it is over.
      Map<String, String> failed = replicas.tidyUp(byStore, purpose);
      ids.stream().filter(id -> !failed.containsKey(id)).forEach(without::add);
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
    }
  }
}
