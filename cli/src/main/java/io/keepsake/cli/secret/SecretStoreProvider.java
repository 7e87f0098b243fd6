package io.keepsake.cli.secret;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A storage provider that gets values for the secrets that its options name.
 *
 * @param provider what opens the stores
 * @param file where the values are
 * @param acceptances what is known to this process
 * @param warnings takes sentences for people
 * @param clock tells how long ago values were refused
 */
record SecretStoreProvider(
    ObjectStoreProvider provider,
    SecretsFile file,
    Acceptances acceptances,
    Consumer<String> warnings,
    InstantSource clock)
    implements ObjectStoreProvider {

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Set<String> schemes() {
    return provider.schemes();
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return SecretReferences.areIn(settings.options())
        ? RotatingStore.open(provider, credentials(settings), clock)
        : provider.open(settings);
  }

  private StoreCredentials credentials(StoreSettings settings) throws StoreException {
    return new StoreCredentials(file, settings, acceptances, warnings);
  }

  @Override
  public Optional<Instant> credentialExpiry(StoreSettings settings) throws StoreException {
    if (!SecretReferences.areIn(settings.options())) {
      return provider.credentialExpiry(settings);
    }
    StoreCredentials credentials = credentials(settings);
    ResolvedOptions newest = credentials.newest();
    try {
      return provider.credentialExpiry(credentials.with(newest));
    } catch (StoreException e) {
      throw credentials.hidden(e, newest);
    }
  }
}
