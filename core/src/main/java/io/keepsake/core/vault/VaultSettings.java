package io.keepsake.core.vault;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.watch.StoreWatch;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which stores hold the replicas of a vault, and how many of them a backup is to reach.
 *
 * @param stores at least one; ids and URLs differ
 * @param traits what each is there for and where it is: one for each store, in the same order
 * @param policy how many copies are wanted and needed, in how many regions
 * @param patience how long failing stores are waited for
 * @param state a directory of this machine for what is known of vaults between operations, such as
 *     what is owed to whom; empty to keep nothing
 * @param watch hears of every call to a store, and says how stores are known to fare: backups,
 *     restores and their openings wait less for one that is offline where the others suffice, and
 *     read from the quickest first
 * @param uploadLimit bytes a second that all stores together are sent at most; empty for no limit
 * @param audit who acts, and where that is recorded; empty to record nothing
 */
public record VaultSettings(
    List<StoreSettings> stores,
    List<ProviderTraits> traits,
    CopyPolicy policy,
    Patience patience,
    Optional<Path> state,
    StoreWatch watch,
    OptionalLong uploadLimit,
    Optional<AuditSettings> audit) {

  /**
   * Checks the rules above, and those of {@link Placement}.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public VaultSettings {
    stores = List.copyOf(stores);
    traits = List.copyOf(traits);
    requireDifferent(stores);
    if (!traits.stream().map(ProviderTraits::id).toList().equals(ids(stores))) {
      throw new IllegalArgumentException("The traits are not those of the stores, in their order");
    }
    new Placement(traits, policy);
    if (uploadLimit.isPresent() && uploadLimit.getAsLong() < 1) {
      throw new IllegalArgumentException("A rate is at least one byte a second");
    }
  }

  /** With nobody who watches, no limit, and no records. */
  public VaultSettings(
      List<StoreSettings> stores,
      List<ProviderTraits> traits,
      CopyPolicy policy,
      Patience patience,
      Optional<Path> state) {
    this(
        stores,
        traits,
        policy,
        patience,
        state,
        StoreWatch.NONE,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** With the patience that fits most. */
  public VaultSettings(List<StoreSettings> stores, List<ProviderTraits> traits, CopyPolicy policy) {
    this(stores, traits, policy, Patience.STANDARD, Optional.empty());
  }

  /**
   * Active stores of which nothing else is known: a backup is wanted on all of them.
   *
   * @param minimumCopies a backup fails when fewer stores than this hold all of it
   * @throws IllegalArgumentException as above
   */
  public VaultSettings(List<StoreSettings> stores, int minimumCopies) {
    this(stores, active(stores), new CopyPolicy(stores.size(), minimumCopies, 0));
  }

  /** These stores; a backup needs two of them, or the one there is. */
  public static VaultSettings of(List<StoreSettings> stores) {
    return new VaultSettings(stores, Math.clamp(stores.size(), 1, 2));
  }

  /** The same stores, waited for longer or less long. */
  public VaultSettings withPatience(Patience other) {
    return new VaultSettings(stores, traits, policy, other, state, watch, uploadLimit, audit);
  }

  /** The same stores, with a directory to keep state in. */
  public VaultSettings withState(Path directory) {
    return new VaultSettings(
        stores, traits, policy, patience, Optional.of(directory), watch, uploadLimit, audit);
  }

  /** The same stores, watched by somebody. */
  public VaultSettings withWatch(StoreWatch other) {
    return new VaultSettings(stores, traits, policy, patience, state, other, uploadLimit, audit);
  }

  /** The same stores, sent no more than so many bytes a second together. */
  public VaultSettings withUploadLimit(long bytesPerSecond) {
    return new VaultSettings(
        stores, traits, policy, patience, state, watch, OptionalLong.of(bytesPerSecond), audit);
  }

  /** The same stores; what is done with them is recorded. */
  public VaultSettings withAudit(AuditSettings other) {
    return new VaultSettings(
        stores, traits, policy, patience, state, watch, uploadLimit, Optional.of(other));
  }

  /** A backup fails when fewer stores than this hold all of it. */
  public int minimumCopies() {
    return policy.minimum();
  }

  /** The decisions that follow. */
  public Placement placement() {
    return new Placement(traits, policy);
  }

  private static List<ProviderTraits> active(List<StoreSettings> stores) {
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("A vault needs at least one provider");
    }
    return ids(stores).stream().map(ProviderTraits::active).toList();
  }

  private static List<String> ids(List<StoreSettings> stores) {
    return stores.stream().map(StoreSettings::id).toList();
  }

  private static void requireDifferent(List<StoreSettings> stores) {
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
  }
}
