package io.keepsake.core.vault;

import io.keepsake.core.placement.Role;
import java.util.List;

/**
 * How a vault is kept.
 *
 * @param providers all of them, in the order of the settings
 * @param snapshots oldest first
 */
public record VaultStatus(List<ProviderStatus> providers, List<SnapshotStatus> snapshots) {

  /** Copies the lists. */
  public VaultStatus {
    providers = List.copyOf(providers);
    snapshots = List.copyOf(snapshots);
  }

  /** Whether every active provider has everything. */
  public boolean isWhole() {
    return providers.stream()
        .filter(provider -> provider.traits().role() == Role.ACTIVE)
        .allMatch(ProviderStatus::isWhole);
  }
}
