package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link io.keepsake.core.spi.storage.RetentionLocks} as tests, for providers whose
 * stores can claim {@link Capability#RETENTION_LOCK}; beside {@link ObjectStoreContract}, which
 * they keep too. Objects that nobody can delete for an hour are left behind: the server has to be
 * one that the tests throw away.
 */
public abstract class RetentionLockContract implements LockCases {

  private final String space = "locks-" + UUID.randomUUID();
  private final List<ObjectStore> opened = new ArrayList<>();

  /** A contract to be tried; JUnit makes one for each case. */
  protected RetentionLockContract() {}

  /**
   * Opens a store, on a place that can lock.
   *
   * @param place as in {@link ObjectStoreContract#open}
   * @param rule how it is to lock what is put; empty for a store that locks nothing by itself
   */
  protected abstract ObjectStore open(String place, Optional<LockRule> rule) throws StoreException;

  /** Opens the store to try. */
  @BeforeEach
  public void openStore() {
    another();
  }

  /** Closes what the case has opened. */
  @AfterEach
  public void closeStores() {
    opened.forEach(ObjectStore::close);
  }

  @Override
  public ObjectStore store() {
    return opened.getFirst();
  }

  @Override
  public ObjectStore another() {
    return another(Optional.of(HOUR));
  }

  @Override
  public ObjectStore another(Optional<LockRule> rule) {
    try {
      ObjectStore store = open(space, rule);
      opened.add(store);
      return store;
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }
}
