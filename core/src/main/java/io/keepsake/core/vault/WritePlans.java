package io.keepsake.core.vault;

import io.keepsake.core.replicate.WritePlan;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.stream.Collectors;

/** What settings say of who is written to. */
final class WritePlans {

  private WritePlans() {}

  static WritePlan of(VaultSettings settings) {
    return WritePlan.all(
        settings.stores().stream().map(StoreSettings::id).collect(Collectors.toSet()),
        settings.minimumCopies());
  }
}
