package io.keepsake.core.vault;

import io.keepsake.core.placement.ProviderTraits;
import java.time.Instant;
import java.util.Optional;

/**
 * What one provider has of a vault.
 *
 * @param traits its id, role and region
 * @param location where it is, for people
 * @param problem why it cannot be used or listed; empty if it can
 * @param objects objects of the vault that it has
 * @param bytes their length
 * @param missing objects that others have and it has not; of a provider that cannot be listed, what
 *     the journal knows
 * @param missingBytes their length, as far as it is known
 * @param owedSince since when the oldest of them has been owed, as far as the journal knows
 */
public record ProviderStatus(
    ProviderTraits traits,
    String location,
    Optional<String> problem,
    long objects,
    long bytes,
    long missing,
    long missingBytes,
    Optional<Instant> owedSince) {

  /** Whether it was listed and has everything. */
  public boolean isWhole() {
    return problem.isEmpty() && missing == 0;
  }
}
