package io.keepsake.benchmarks.scale;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Opens the stores of a simulated vault. */
public final class SimulatedStoreProvider implements ObjectStoreProvider {

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SimulatedVault.SCHEME);
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    try {
      Path own = Path.of(settings.url().getPath());
      return new SimulatedStore(settings.id(), own, SimulatedVault.common(own));
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNAVAILABLE, settings.id(), "Provider " + settings.id() + " cannot be opened", e);
    }
  }
}
