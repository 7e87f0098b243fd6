package io.keepsake.core.replicate;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.store.RetryingStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stores of a vault during one operation. A store that fails a write is dropped: it is written
 * to no more until the operation ends, because what it has would not be complete.
 *
 * <p>Safe for many threads. An interrupt ends a call with {@link InterruptedIOException}, the flag
 * still set. Nothing is tried again here: give it {@link RetryingStore}s.
 */
public final class ReplicaSet implements AutoCloseable {

  private final int minimum;
  private final List<StoreFailure> missing;
  private final Membership members;
  private final ReplicaWriter writer;
  private final ReplicaReader reader;

  /** A set of stores that are all open. */
  public ReplicaSet(List<ObjectStore> stores, int minimum, VaultListener listener) {
    this(stores, minimum, listener, List.of());
  }

  /**
   * A set of stores, some of which could not be opened.
   *
   * @param stores at least one, with ids that differ
   * @param minimum how many must hold an object for a put to succeed; at least 1
   * @param listener is told of dropped stores and of reads that went on to another store
   * @param missing those that could not be opened: dropped from the start, without an event
   * @throws IllegalArgumentException if there is no store, two share an id, or the minimum is less
   *     than 1
   */
  public ReplicaSet(
      List<ObjectStore> stores, int minimum, VaultListener listener, List<StoreFailure> missing) {
    Set<String> ids = new HashSet<>();
    if (stores.isEmpty() || minimum < 1 || !stores.stream().allMatch(s -> ids.add(s.id()))) {
      throw new IllegalArgumentException(
          "A replica set has one or more stores of different ids and a minimum of at least 1");
    }
    this.minimum = minimum;
    this.missing = List.copyOf(missing);
    members = new Membership(stores, minimum, listener, this.missing);
    writer = new ReplicaWriter(members);
    reader = new ReplicaReader(members);
  }

  /** The same stores for another operation, with none dropped but those that are missing. */
  public ReplicaSet anew(VaultListener another) {
    return new ReplicaSet(members.all(), minimum, another, missing);
  }

  /**
   * Stores an object named by its content at all active stores at once; returns when all have
   * answered. Where an object of that name and length is there already, that counts as stored.
   *
   * @throws ReplicationException if fewer stores than the minimum are left; some may hold it
   */
  public void put(ObjectName name, ObjectContent content, Purpose purpose) throws IOException {
    writer.put(name, content, PutCondition.IF_ABSENT, purpose);
  }

  /**
   * Stores an object at all active stores at once, in the place of the one of that name.
   *
   * @throws ReplicationException if fewer stores than the minimum are left; some may hold it
   */
  public void replace(ObjectName name, ObjectContent content, Purpose purpose) throws IOException {
    writer.put(name, content, PutCondition.ANY, purpose);
  }

  /**
   * A whole object, from the first store whose copy passes the check. Dropped stores are asked
   * last.
   *
   * @throws ReplicationException if no store has a good copy
   */
  public byte[] read(ObjectName name, Purpose purpose, ContentCheck check) throws IOException {
    return reader.read(name, ByteRange.ALL, purpose, check);
  }

  /**
   * Part of an object, unchecked, from the first store that answers.
   *
   * @throws ReplicationException if no store does
   */
  public byte[] readRange(ObjectName name, ByteRange range, Purpose purpose) throws IOException {
    return reader.read(name, range, purpose, ContentCheck.NONE);
  }

  /** The objects of all active stores whose names start with a prefix. */
  public ReplicaListing list(String prefix, Purpose purpose) {
    return new ReplicaListing(members.active(), members.dropped(), prefix, purpose);
  }

  /** All open stores, dropped or not. */
  public List<ObjectStore> stores() {
    return members.all();
  }

  /** The stores that still take part. */
  public List<ObjectStore> activeStores() {
    return members.active();
  }

  /** Those that do not, by id, with the reason, in the order they were dropped. */
  public Map<String, String> droppedStores() {
    Map<String, String> reasons = new LinkedHashMap<>();
    members.dropped().forEach(failure -> reasons.put(failure.storeId(), failure.reason()));
    return reasons;
  }

  /** Closes the stores. Sets made by {@link #anew} share them and need no closing. */
  @Override
  public void close() {
    members.all().forEach(ObjectStore::close);
  }
}
