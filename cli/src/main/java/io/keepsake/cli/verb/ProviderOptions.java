package io.keepsake.cli.verb;

import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which provider of which vault is meant. */
final class ProviderOptions {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Parameters(
      paramLabel = "ID",
      description = "The provider's id in the vault file; 'keepsake providers' lists them.")
  private String id = "";

  /**
   * The settings of the provider.
   *
   * @throws UsageException if no vault is named, or it has no such provider
   */
  StoreSettings settings(Shell shell, Messages messages) throws UsageException {
    return KnownProviders.find(vault.settings(shell, messages), id);
  }

  /**
   * The plugins for it.
   *
   * @throws UsageException if it names stored secrets and the secrets file cannot be opened
   */
  Plugins plugins(StoreSettings settings, Shell shell, Messages messages) throws UsageException {
    return vault.plugins(List.of(settings), shell, messages);
  }
}
