package io.keepsake.cli.agent;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.DataKeys;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VaultStatus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was last seen of a vault: its snapshots, and what is owed. Safe for many threads. */
final class VaultPicture {

  private static final Logger LOG = LoggerFactory.getLogger(VaultPicture.class);

  private final AgentSetup setup;
  private final VaultSettings watched;
  private volatile Optional<VaultStatus> status = Optional.empty();
  private volatile Optional<DataKeys> keys = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Nothing seen yet.
   *
   * @param watched the vault's settings, with whoever measures
   */
  VaultPicture(AgentSetup setup, VaultSettings watched) {
    this.setup = setup;
    this.watched = watched;
  }

  /** What was seen last; empty before the first look that succeeded. */
  Optional<VaultStatus> status() {
    return status;
  }

  /** The vault's data keys; empty before the first look that succeeded. */
  Optional<DataKeys> keys() {
    return keys;
  }

  /** Why the last look failed; empty if it did not. */
  Optional<String> problem() {
    return problem;
  }

  /** Looks again. A failure is logged, and what was seen before stays. */
  void look() {
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), VaultListener.NONE)) {
      keys = Optional.of(vault.dataKeys());
      seen(vault.status());
    } catch (VaultException e) {
      if (e.kind() != VaultException.Kind.INTERRUPTED) {
        problem = Optional.of(String.valueOf(e.getMessage()));
        LOG.warn("The vault cannot be looked at now: {}", e.getMessage());
      }
    }
  }

  /** Somebody else has looked. */
  void seen(VaultStatus now) {
    status = Optional.of(now);
    problem = Optional.empty();
  }
}
