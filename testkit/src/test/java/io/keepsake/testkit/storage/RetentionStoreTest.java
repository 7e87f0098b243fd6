package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectStore;
import java.util.Optional;

/** The store that locks in memory. */
final class RetentionStoreTest extends RetentionLockContract {

  private final MemoryStore memory = new MemoryStore("memory");
  private final RetentionStore first = new RetentionStore(memory, Optional.of(HOUR));

  @Override
  protected ObjectStore open(String place, Optional<LockRule> rule) {
    return first.again(memory.again(), rule);
  }
}
