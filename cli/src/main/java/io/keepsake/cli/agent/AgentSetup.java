package io.keepsake.cli.agent;

import io.keepsake.cli.config.AgentPlan;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;

/**
 * What an agent needs.
 *
 * @param vault the vault, with its directory of state
 * @param plan what to do
 * @param key opens the vault; not closed by the agent
 * @param plugins open stores and sinks
 * @param state a directory for what the agent keeps; no other agent uses it
 * @param scratch a directory for drills
 * @param vaultName which vault, for people who have several
 * @param host name of this machine
 * @param version of this program
 */
public record AgentSetup(
    VaultSettings vault,
    AgentPlan plan,
    VaultKey key,
    Plugins plugins,
    Path state,
    Path scratch,
    String vaultName,
    String host,
    String version) {

  /** Which vault on which machine. */
  String origin() {
    return vaultName + " on " + host;
  }
}
