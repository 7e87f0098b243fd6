package io.keepsake.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.MemoryDirectory;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.chaos.ChaosFailure;
import io.keepsake.testkit.chaos.ChaosPlugins;
import io.keepsake.testkit.chaos.FaultySite;
import io.keepsake.testkit.chaos.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself: a provider that lies in ways that no program can see is found out. */
final class LyingProviderTest {

  private static final Schedule TWO_BACKUPS =
      Schedule.parse("providers one two three\nminimum 2\nchange 1\nbackup\nchange 2\nbackup\n");

  @TempDir(factory = MemoryDirectory.class)
  private Path directory;

  private Optional<ChaosFailure> failure(Lie lie) throws Exception {
    return new ChaosRuns(
            directory,
            sites -> new LyingPlugins(new ChaosPlugins(sites, ChaosRuns.installed()), lie))
        .failure(TWO_BACKUPS);
  }

  /** What becomes of an object at provider {@code two}. */
  @FunctionalInterface
  private interface Lie {
    Optional<ObjectContent> stored(ObjectName name, ObjectContent content);
  }

  @Test
  void anHonestOneIsNot() throws Exception {
    assertEquals(Optional.empty(), failure((_, content) -> Optional.of(content)));
  }

  @Test
  void oneThatForgetsPacksIs() throws Exception {
    ChaosFailure found =
        failure(
                (name, content) ->
                    name.value().startsWith("packs/") ? Optional.empty() : Optional.of(content))
            .orElseThrow();
    assertTrue(found.getMessage().contains("[alone] from two"), found::getMessage);
  }

  @Test
  void oneThatStoresOtherBytesIs() throws Exception {
    ChaosFailure found =
        failure(
                (name, content) ->
                    name.value().startsWith("packs/")
                        ? Optional.of(ObjectContent.of(new byte[(int) content.length()]))
                        : Optional.of(content))
            .orElseThrow();
    assertTrue(found.getMessage().contains("[torn] two has"), found::getMessage);
  }

  private record LyingPlugins(Plugins honest, Lie lie) implements Plugins {

    @Override
    public Optional<ObjectStoreProvider> storage(String scheme) {
      return honest.storage(scheme).map(provider -> new LyingProvider(provider, lie));
    }

    @Override
    public Optional<CryptoProvider> crypto(String suite) {
      return honest.crypto(suite);
    }

    @Override
    public List<PluginProblem> problems() {
      return honest.problems();
    }
  }

  private record LyingProvider(ObjectStoreProvider honest, Lie lie) implements ObjectStoreProvider {

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
      return honest.schemes();
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      ObjectStore store = honest.open(settings);
      return settings.id().equals("two") ? new LyingStore(store, lie) : store;
    }
  }

  private static final class LyingStore extends ForwardingStore {
    private final Lie lie;

    LyingStore(ObjectStore behind, Lie lie) {
      super(behind);
      this.lie = lie;
    }

    @Override
    public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
        throws StoreException {
      Optional<ObjectContent> stored = lie.stored(name, content);
      if (stored.isPresent()) {
        super.put(name, stored.get(), condition, purpose);
      }
    }
  }
}
