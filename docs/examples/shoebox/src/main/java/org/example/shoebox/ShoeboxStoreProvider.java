package org.example.shoebox;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Set;

/** Opens {@code shoebox:///directory}. */
public final class ShoeboxStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}; does nothing. */
  public ShoeboxStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "shoebox";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("shoebox");
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return new ShoeboxStore(ShoeboxConfig.of(settings));
  }
}
