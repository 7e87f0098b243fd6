package io.keepsake.benchmarks.scale;

import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A simulated vault in a directory: a file that says how many chunks it has, what its stores have
 * in common, and a directory for each of the stores.
 *
 * @param directory where
 */
record SimulatedVault(Path directory) {

  static final String SCHEME = "simulated";

  /** The stores that it is opened with; a backup of it would have to reach both. */
  static final List<String> STORES = List.of("a", "b");

  private static final String COMMON = "common";
  private static final String CHUNKS = "chunks";

  /** It guards nothing. */
  private static final byte[] KEY = new byte[32];

  /** What the store in a directory has in common with its neighbours; it may be that itself. */
  static Optional<CommonObjects> common(Path own) throws IOException {
    if (own.getFileName().toString().equals(COMMON)) {
      return Optional.empty();
    }
    SimulatedVault vault = new SimulatedVault(own.resolveSibling(""));
    return Optional.of(new CommonObjects(own.resolveSibling(COMMON), vault.simulation()));
  }

  /** What was written down by {@link #begin}. */
  Simulation simulation() throws IOException {
    return new Simulation(Long.parseLong(Files.readString(directory.resolve(CHUNKS)).strip()));
  }

  /** Writes down how many chunks it has. */
  Simulation begin(long chunks) throws IOException {
    Simulation simulation = new Simulation(chunks);
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(CHUNKS), Long.toString(simulation.chunks()));
    return simulation;
  }

  /** The directory of a store. */
  Path store(String id) {
    return directory.resolve(id);
  }

  /** The key of its one slot; the caller closes it. */
  static Secret key() {
    return Secret.copyOf(KEY);
  }

  /** The store that holds what the others have in common. */
  StoreSettings common() {
    return settings(COMMON);
  }

  private StoreSettings settings(String id) {
    URI url = URI.create(SCHEME + "://" + store(id).toAbsolutePath());
    return new StoreSettings(id, url, Map.of());
  }

  /** Makes its header and keys, and opens nothing. */
  void create() throws VaultException {
    try (Secret key = key()) {
      VaultSettings settings = new VaultSettings(List.of(common()), 1);
      Vault.create(settings, new VaultKey.KeyFile(key), Plugins.installed(), _ -> {}).close();
    }
  }

  /** Opens it with its stores. */
  Vault open() throws VaultException {
    try (Secret key = key()) {
      VaultSettings settings =
          new VaultSettings(STORES.stream().map(this::settings).toList(), STORES.size())
              .withState(directory.resolve("state"));
      return Vault.open(settings, new VaultKey.KeyFile(key), Plugins.installed(), _ -> {});
    }
  }
}
