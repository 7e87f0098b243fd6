package io.keepsake.cli.verb;

import io.keepsake.cli.shell.DidYouMean;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.util.List;

/** The providers of a vault by their ids. */
final class KnownProviders {

  private KnownProviders() {}

  /**
   * The settings of a provider.
   *
   * @throws UsageException if the vault has none of that id; says which there are
   */
  static StoreSettings find(VaultSettings vault, String id) throws UsageException {
    for (StoreSettings store : vault.stores()) {
      if (store.id().equals(id)) {
        return store;
      }
    }
    List<String> ids = vault.stores().stream().map(StoreSettings::id).toList();
    throw UsageException.usage(
        "There is no provider '%s'.%s There are: %s."
            .formatted(id, DidYouMean.question(ids, id), String.join(", ", ids)));
  }
}
