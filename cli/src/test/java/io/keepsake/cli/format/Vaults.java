package io.keepsake.cli.format;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Real vaults, each in one directory. */
final class Vaults {

  private Vaults() {}

  static Vault create(Path directory, VaultKey key) throws VaultException {
    return Vault.create(settings(directory), key, new Providers(), VaultListener.NONE);
  }

  static Vault open(Path directory, VaultKey key) throws VaultException {
    return Vault.open(settings(directory), key, new Providers(), VaultListener.NONE);
  }

  static VaultKey passphrase(String text) {
    return new VaultKey.Passphrase(Secret.ofUtf8(text.toCharArray()));
  }

  static BackupResult backup(Vault vault, Path directory) throws VaultException {
    BackupRequest request =
        new BackupRequest(
            BackupSources.files(List.of(directory), List.of(), BackupSources.Boundary.NONE),
            "studio",
            "photographer",
            Map.of("event", "wedding", "copy", "first"),
            BackupRequest.Comparison.PREVIOUS_SNAPSHOT);
    return vault.backup(request, VaultListener.NONE);
  }

  private static VaultSettings settings(Path directory) {
    return VaultSettings.of(List.of(new StoreSettings("local", directory.toUri(), Map.of())));
  }

  /** The providers on the module path. */
  private static final class Providers implements Plugins {
    Providers() {
      // A module says in its descriptor which services it looks up; the command line's own needs
      // none.
      Providers.class.getModule().addUses(ObjectStoreProvider.class).addUses(CryptoProvider.class);
    }

    @Override
    public Optional<ObjectStoreProvider> storage(String scheme) {
      return ServiceLoader.load(ObjectStoreProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.schemes().contains(scheme))
          .findFirst();
    }

    @Override
    public Optional<CryptoProvider> crypto(String suite) {
      return ServiceLoader.load(CryptoProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.suite().equals(suite))
          .findFirst();
    }

    @Override
    public List<PluginProblem> problems() {
      return List.of();
    }
  }
}
