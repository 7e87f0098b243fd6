package io.keepsake.core.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which stores still take part, and why the others do not. */
final class Membership {

  private final List<ObjectStore> all;
  private final int minimum;
  private final VaultListener listener;
  private final Map<String, StoreFailure> dropped = new LinkedHashMap<>();

  Membership(
      List<ObjectStore> all, int minimum, VaultListener listener, List<StoreFailure> missing) {
    this.all = List.copyOf(all);
    this.minimum = minimum;
    this.listener = listener;
    missing.forEach(failure -> dropped.put(failure.storeId(), failure));
  }

  List<ObjectStore> all() {
    return all;
  }

  synchronized List<ObjectStore> active() {
    return all.stream().filter(store -> !dropped.containsKey(store.id())).toList();
  }

  synchronized List<StoreFailure> dropped() {
    return new ArrayList<>(dropped.values());
  }

  synchronized Optional<StoreFailure> dropped(String storeId) {
    return Optional.ofNullable(dropped.get(storeId));
  }

  /** Takes a store out, and tells the listener the first time. */
  synchronized void drop(StoreFailure failure) {
    if (dropped.putIfAbsent(failure.storeId(), failure) == null) {
      listener.on(new VaultEvent.StoreDropped(failure.storeId(), failure.reason()));
    }
  }

  /** Tells the listener of a read that goes to another store; events come one at a time. */
  synchronized void failedOver(String object, StoreFailure failure) {
    listener.on(new VaultEvent.ReadFailedOver(failure.storeId(), object, failure.reason()));
  }

  /**
   * Makes sure that enough stores take part.
   *
   * @return those stores
   */
  synchronized List<ObjectStore> require(String asked) throws ReplicationException {
    List<ObjectStore> active = active();
    if (active.size() < minimum) {
      throw new ReplicationException(
          "Could not %s: %d of %d providers are left and the minimum is %d"
              .formatted(asked, active.size(), all.size(), minimum),
          dropped());
    }
    return active;
  }
}
