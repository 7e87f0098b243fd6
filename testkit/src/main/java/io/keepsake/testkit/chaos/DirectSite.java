package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;

/**
 * A provider that works as it should: trouble comes from elsewhere, such as a process that is
 * killed.
 *
 * @param settings where it is
 * @param provider opens it
 */
public record DirectSite(StoreSettings settings, ObjectStoreProvider provider) implements Site {

  @Override
  public ObjectStore raw() throws StoreException {
    return provider.open(settings);
  }

  /** There is none. */
  @Override
  public void begin(Strike strike) {
    throw new UnsupportedOperationException("Nothing stands before " + id());
  }

  @Override
  public void lift() {}

  @Override
  public boolean isTroubled() {
    return false;
  }

  /** Nobody counts. */
  @Override
  public void tellAt(long call, Runnable listener) {
    throw new UnsupportedOperationException("Nothing stands before " + id());
  }
}
