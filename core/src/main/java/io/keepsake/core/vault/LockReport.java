package io.keepsake.core.vault;

import java.util.List;

/**
 * How the objects of a vault are locked.
 *
 * @param providers those that were meant, in the order of the settings
 */
public record LockReport(List<ProviderLocks> providers) {

  /** Copies the list. */
  public LockReport {
    providers = List.copyOf(providers);
  }

  /** Whether all providers that lock have all objects locked as is wanted. */
  public boolean isWell() {
    return providers.stream().allMatch(ProviderLocks::isWell);
  }

  /** Whether any object is hidden anywhere: somebody has deleted what is locked. */
  public boolean hasHidden() {
    return providers.stream().anyMatch(provider -> provider.hiddenCount() > 0);
  }
}
