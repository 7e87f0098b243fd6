package io.keepsake.provider.gcs;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Optional;
import java.util.Set;

/** Opens buckets of Google Cloud Storage as stores: {@code gs://bucket/prefix}. */
public final class GcsStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public GcsStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "gcs";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("gs");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(GcsConfig.OPTIONS);
  }

  /**
   * Opens a bucket, or what is below a prefix in it. Finds credentials and asks the service
   * nothing; a bucket that is missing or closed to them shows in the first call.
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return GcsStore.open(GcsConfig.of(settings));
  }
}
