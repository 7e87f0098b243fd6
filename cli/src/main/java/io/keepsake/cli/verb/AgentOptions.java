package io.keepsake.cli.verb;

import io.keepsake.cli.agent.AgentPlace;
import io.keepsake.cli.config.AgentPlan;
import io.keepsake.cli.config.SinkUse;
import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;

/**
 * A vault as its agent knows it.
 *
 * @param settings of the vault, with this machine's state
 * @param plan what the agent does
 * @param state where the agent keeps what it knows
 * @param name the vault, for people
 */
record AgentOptions(VaultSettings settings, AgentPlan plan, Path state, String name) {

  /**
   * The vault that is meant, for who leaves its alert sinks alone.
   *
   * @throws UsageException if none is, or its file is wrong
   */
  static AgentOptions of(VaultOptions vault, Shell shell, Messages messages) throws UsageException {
    return of(vault, SinkUse.LEFT_ALONE, shell, messages);
  }

  /**
   * The vault that is meant.
   *
   * @throws UsageException if none is, or its file is wrong
   */
  static AgentOptions of(VaultOptions vault, SinkUse sinks, Shell shell, Messages messages)
      throws UsageException {
    VaultFile file = vault.read(sinks, shell, messages);
    VaultSettings settings = VaultOptions.withState(file.settings(), shell);
    String name = vault.name(shell);
    return new AgentOptions(
        settings,
        file.agent().orElse(AgentPlan.USUAL),
        AgentPlace.of(settings.state().orElseThrow(), name),
        name);
  }
}
