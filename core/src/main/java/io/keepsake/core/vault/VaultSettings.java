package io.keepsake.core.vault;

import io.keepsake.core.spi.storage.StoreSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which stores hold the replicas of a vault.
 *
 * @param stores at least one; ids and URLs differ
 * @param minimumCopies a backup fails when fewer stores than this hold all of it
 * @param patience how long failing stores are tried
 */
public record VaultSettings(List<StoreSettings> stores, int minimumCopies, Patience patience) {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public VaultSettings {
    stores = List.copyOf(stores);
    Set<String> ids = new HashSet<>();
    Set<String> urls = new HashSet<>();
    for (StoreSettings store : stores) {
      if (!ids.add(store.id())) {
        throw new IllegalArgumentException("Two providers have the id " + store.id());
      }
      if (!urls.add(store.url().toString())) {
        throw new IllegalArgumentException("Two providers have the URL " + store.url());
      }
    }
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("A vault needs at least one provider");
    }
    if (minimumCopies < 1 || minimumCopies > stores.size()) {
      throw new IllegalArgumentException(
          "The minimum of copies is 1 to the number of providers ("
              + stores.size()
              + "), not "
              + minimumCopies);
    }
  }

  /** With the patience that fits most. */
  public VaultSettings(List<StoreSettings> stores, int minimumCopies) {
    this(stores, minimumCopies, Patience.STANDARD);
  }

  /** The same stores, tried longer or less long. */
  public VaultSettings withPatience(Patience other) {
    return new VaultSettings(stores, minimumCopies, other);
  }

  /** These stores; a backup needs two of them, or the one there is. */
  public static VaultSettings of(List<StoreSettings> stores) {
    return new VaultSettings(stores, Math.clamp(stores.size(), 1, 2));
  }
}
