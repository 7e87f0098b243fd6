package io.keepsake.core.placement;

import java.util.Comparator;
import java.util.Optional;

/**
 * What placement knows of a provider.
 *
 * @param id its id, not empty
 * @param role what it is there for
 * @param region where it is, a name of the user's choice; a provider without one counts towards
 *     copies and never towards regions, since nobody knows which others share its fate
 * @param cost a weight, 0 or more: what a GiB there costs, in any unit that all providers share.
 *     Weights are only compared
 * @param preference the higher, the sooner it is chosen; 0 unless somebody cares
 */
public record ProviderTraits(
    String id, Role role, Optional<String> region, double cost, int preference) {

  /** Better ones first: by preference, then the cheaper one, then by id. */
  public static final Comparator<ProviderTraits> BEST_FIRST =
      Comparator.comparingInt(ProviderTraits::preference)
          .reversed()
          .thenComparingDouble(ProviderTraits::cost)
          .thenComparing(ProviderTraits::id);

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public ProviderTraits {
    if (id.isBlank()) {
      throw new IllegalArgumentException("A provider needs an id");
    }
    if (region.isPresent() && region.get().isBlank()) {
      throw new IllegalArgumentException("The region of provider " + id + " has no name");
    }
    if (!Double.isFinite(cost) || cost < 0) {
      throw new IllegalArgumentException(
          "The cost of provider " + id + " is a number of 0 or more, not " + cost);
    }
    cost = cost + 0.0; // so that -0 is 0, and sorts like it
  }

  /** An active provider of which nothing else is known. */
  public static ProviderTraits active(String id) {
    return new ProviderTraits(id, Role.ACTIVE, Optional.empty(), 0, 0);
  }
}
