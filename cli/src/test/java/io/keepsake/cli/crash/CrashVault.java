package io.keepsake.cli.crash;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A vault with two replicas in one directory, opened with a key file: deriving a key from a
 * passphrase would cost more than a run.
 *
 * @param directory where the stores are
 */
record CrashVault(Path directory) {

  /** Ids of the stores, and names of their directories. */
  static final List<String> STORES = List.of("a", "b");

  private static final byte[] KEY =
      "only these tests open their vaults with this".getBytes(StandardCharsets.UTF_8);

  Vault create(Plugins plugins) throws VaultException {
    try (Secret secret = Secret.copyOf(KEY)) {
      return Vault.create(settings(STORES), key(secret), plugins, VaultListener.NONE);
    }
  }

  Vault open(Plugins plugins) throws VaultException {
    return open(plugins, STORES);
  }

  /** Opens it with these stores alone; all of them must take part in a backup. */
  Vault open(Plugins plugins, List<String> stores) throws VaultException {
    try (Secret secret = Secret.copyOf(KEY)) {
      return Vault.open(settings(stores), key(secret), plugins, VaultListener.NONE);
    }
  }

  private static VaultKey key(Secret secret) {
    return new VaultKey.KeyFile(secret);
  }

  private VaultSettings settings(List<String> stores) {
    return VaultSettings.of(
        stores.stream()
            .map(id -> new StoreSettings(id, directory.resolve(id).toUri(), Map.of()))
            .toList());
  }

  static BackupResult backup(Vault vault, Path source) throws VaultException {
    return vault.backup(
        new BackupRequest(
            BackupSources.files(List.of(source), List.of(), Boundary.NONE),
            "host",
            "user",
            Map.of(),
            Comparison.PREVIOUS_SNAPSHOT),
        VaultListener.NONE);
  }

  /** Names of the objects in a store, read past Keepsake; temporary files left out. */
  SortedSet<String> objects(String store) throws IOException {
    Path root = directory.resolve(store);
    SortedSet<String> names = new TreeSet<>();
    for (String kind : List.of("keepsake.json", "keys", "packs", "index", "snapshots")) {
      if (Files.exists(root.resolve(kind))) {
        try (var files = Files.walk(root.resolve(kind))) {
          files
              .filter(Files::isRegularFile)
              .forEach(file -> names.add(root.relativize(file).toString()));
        }
      }
    }
    return names;
  }

  /** The objects in any store. */
  SortedSet<String> objects() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (String store : STORES) {
      names.addAll(objects(store));
    }
    return names;
  }
}
