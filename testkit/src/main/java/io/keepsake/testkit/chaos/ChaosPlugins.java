package io.keepsake.testkit.chaos;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plugins among which is one that opens {@link FaultySite}s. */
public final class ChaosPlugins implements Plugins {

  private final Map<String, FaultySite> sites;
  private final Plugins others;

  /** Those, and others for encryption and other schemes. */
  public ChaosPlugins(List<FaultySite> sites, Plugins others) {
    this.sites = sites.stream().collect(Collectors.toMap(Site::id, Function.identity()));
    this.others = others;
  }

  @Override
  public Optional<ObjectStoreProvider> storage(String scheme) {
    return scheme.equals(FaultySite.SCHEME) ? Optional.of(new Provider()) : others.storage(scheme);
  }

  @Override
  public Optional<CryptoProvider> crypto(String suite) {
    return others.crypto(suite);
  }

  @Override
  public List<PluginProblem> problems() {
    return others.problems();
  }

  private final class Provider implements ObjectStoreProvider {

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String name() {
      return FaultySite.SCHEME;
    }

    @Override
    public Set<String> schemes() {
      return Set.of(FaultySite.SCHEME);
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      FaultySite site = sites.get(settings.url().getAuthority());
      if (site == null) {
        throw new StoreException(
            StoreException.Kind.INVALID, settings.id(), "There is no " + settings.url());
      }
      return site.open();
    }
  }
}
