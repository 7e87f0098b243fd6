package io.keepsake.provider.s3;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Optional;
import java.util.Set;

/** Opens buckets as stores: {@code s3://bucket/prefix}. */
public final class S3StoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public S3StoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("s3");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(S3Config.OPTIONS);
  }

  /** Opens a bucket without connecting to it. The bucket is never created. */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return S3Store.open(S3Config.of(settings));
  }
}
