package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import org.junit.jupiter.api.Test;

/** The same on a file system such as exFAT. */
final class NoHardLinksContractTest extends LocalStoreContractTest {

  @Override
  protected ObjectStore open(String place) throws StoreException {
    LocalConfig config = new LocalConfig("stick", temporary.resolve(place));
    return LocalStore.open(config, LocalWriter.HardLinks.MISSING);
  }

  @Test
  void doesNotClaimConditionalPuts() {
    assertFalse(store().capabilities().contains(Capability.CONDITIONAL_PUT));
  }
}
