package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The objects of all stores in the order of their names, merged page by page. For one thread.
 *
 * <p>That an object is missing from a store means something only for stores that were listed to
 * their end: ask {@link #unlisted} after the last object. An interrupt ends the iteration with an
 * {@link UncheckedIOException} around an {@link InterruptedIOException}.
 */
public final class ReplicaListing implements Iterator<ListedObject> {

  private final String prefix;
  private final List<StorePages> stores;
  private final List<StoreFailure> notAsked;

  ReplicaListing(
      List<ObjectStore> stores, List<StoreFailure> notAsked, String prefix, Purpose purpose) {
    this.prefix = prefix;
    this.notAsked = notAsked;
    this.stores = stores.stream().map(store -> new StorePages(store, prefix, purpose)).toList();
  }

  @Override
  public boolean hasNext() {
    return smallest().isPresent();
  }

  @Override
  public ListedObject next() {
    ObjectName name = smallest().orElseThrow(NoSuchElementException::new);
    Map<String, Long> lengths = new HashMap<>();
    for (StorePages store : stores) {
      Optional<ObjectStat> object = peek(store).filter(stat -> stat.name().equals(name));
      if (object.isPresent()) {
        lengths.put(store.storeId(), object.get().length());
        store.advance();
      }
    }
    return new ListedObject(name, lengths);
  }

  /** The stores that could not be listed to their end so far, with reasons. */
  public List<StoreFailure> unlisted() {
    List<StoreFailure> failures = new ArrayList<>(notAsked);
    stores.forEach(store -> store.failure().ifPresent(failures::add));
    return failures;
  }

  /**
   * Makes sure that enough stores were listed so far.
   *
   * @throws ReplicationException if fewer than {@code minimum} were
   */
  public void requireListed(int minimum) throws ReplicationException {
    long good = stores.stream().filter(store -> store.failure().isEmpty()).count();
    if (good < minimum) {
      throw new ReplicationException(
          "Could not list '%s' at %d or more providers".formatted(prefix, minimum), unlisted());
    }
  }

  private Optional<ObjectName> smallest() {
    return stores.stream()
        .map(ReplicaListing::peek)
        .flatMap(Optional::stream)
        .map(ObjectStat::name)
        .min(ObjectName::compareTo);
  }

  private static Optional<ObjectStat> peek(StorePages store) {
    try {
      return store.peek();
    } catch (InterruptedIOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
