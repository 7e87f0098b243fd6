package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stale listings aside, it keeps the contract. */
final class StaleListingStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new StaleListingStore(MemoryStoreProvider.open("memory", place));
  }

  @Override
  public void settle() throws StoreException {
    stale().catchUp();
  }

  /** To be out of date is what it is for: gets tell the truth all the same. */
  @Test
  @Override
  public void listingsAreUpToDate() throws IOException {
    put("packs/a", bytes(3, 1));
    assertEquals(List.of(), listedNow());
    assertArrayEquals(bytes(3, 1), read("packs/a"));
    stale().catchUp();
    assertEquals(List.of("packs/a"), listedNow());
    store().delete(List.of(name("packs/a")), Purpose.PRUNE);
    assertEquals(List.of("packs/a"), listedNow());
    assertEquals(Optional.empty(), length("packs/a"));
  }

  private StaleListingStore stale() {
    return (StaleListingStore) store();
  }

  private List<String> listedNow() throws StoreException {
    return store().list("", Optional.empty(), 10, Purpose.VERIFY).objects().stream()
        .map(object -> object.name().value())
        .toList();
  }
}
