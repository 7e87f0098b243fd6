package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ObjectStore;

final class MemoryStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open(String place) {
    return MemoryStoreProvider.open("memory", place);
  }
}
