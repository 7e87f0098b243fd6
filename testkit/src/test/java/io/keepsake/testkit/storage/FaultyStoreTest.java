package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ObjectStore;

/** Without faults, the faulty store is as good as the one behind it. */
final class FaultyStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open(String place) {
    return new FaultyStore(MemoryStoreProvider.open("memory", place));
  }
}
