package io.keepsake.provider.azure;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Opens containers of Azure Blob Storage: {@code azblob://account/container/prefix}. */
public final class AzureStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public AzureStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("azblob");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(AzureConfig.OPTIONS);
  }

  /** Opens a container, which has to exist; connects only when the store is first used. */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return new AzureStore(AzureConfig.of(settings, System.getenv()));
  }

  /** What a SAS token says; empty for one whose end a policy of the container sets. */
  @Override
  public Optional<Instant> credentialExpiry(StoreSettings settings) throws StoreException {
    return AzureConfig.of(settings, System.getenv()).access().credential()
            instanceof AzureCredential.SasToken(_, Optional<Instant> expiry)
        ? expiry
        : Optional.empty();
  }
}
