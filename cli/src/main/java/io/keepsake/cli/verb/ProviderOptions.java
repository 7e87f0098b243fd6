package io.keepsake.cli.verb;

import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.DidYouMean;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
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
    List<StoreSettings> stores = vault.settings(shell, messages).stores();
    for (StoreSettings store : stores) {
      if (store.id().equals(id)) {
        return store;
      }
    }
    List<String> ids = stores.stream().map(StoreSettings::id).toList();
    throw UsageException.usage(
        "There is no provider '%s'.%s There are: %s."
            .formatted(id, DidYouMean.question(ids, id), String.join(", ", ids)));
  }
}
