package io.keepsake.provider.azure;

import io.keepsake.core.spi.crypto.Secret;
import java.time.Instant;
import java.util.Optional;

/** How a store proves who it is. */
sealed interface AzureCredential {

  /** The account's own key, which may do everything with the account. */
  record AccountKey(Secret key) implements AzureCredential {}

  /**
   * A shared access signature.
   *
   * @param token the query that goes with each request
   * @param expiry when it ends; empty if a policy of the container says so, and not the token
   */
  record SasToken(Secret token, Optional<Instant> expiry) implements AzureCredential {}

  /**
   * Whatever the platform offers: environment, workload identity, managed identity, or the sign-in
   * of the {@code az} program.
   *
   * @param tenantId the directory to sign in to; empty for the platform's own
   * @param clientId the identity to use, where the machine has several; empty for its only one
   */
  record Platform(Optional<String> tenantId, Optional<String> clientId)
      implements AzureCredential {}
}
