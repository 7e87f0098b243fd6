package io.keepsake.cli.verb;

import io.keepsake.core.placement.ProviderTraits;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to keep written bytes, by the weights that the vault file gives to providers.
 *
 * @param traits of the vault's providers
 */
record RepairCost(List<ProviderTraits> traits) {

  private static final double GIB = 1L << 30;

  /** Whether any provider has a weight. */
  boolean isKnown() {
    return traits.stream().anyMatch(each -> each.cost() > 0);
  }

  /** The cost in the unit of the weights; 0 where a provider has none. */
  double of(String provider, long bytes) {
    return weight(provider) * bytes / GIB;
  }

  /** For people: a dash where this provider has no weight, nothing where none has. */
  String text(String provider, long bytes) {
    if (!isKnown()) {
      return "";
    }
    return weight(provider) == 0 ? "-" : String.format(Locale.ROOT, "%.2f", of(provider, bytes));
  }

  private double weight(String provider) {
    return traits.stream()
        .filter(each -> each.id().equals(provider))
        .mapToDouble(ProviderTraits::cost)
        .findFirst()
        .orElse(0);
  }
}
