package io.keepsake.cli.verb;

import io.keepsake.cli.Keepsake;
import io.keepsake.cli.agent.Agent;
import io.keepsake.cli.agent.AgentSetup;
import io.keepsake.cli.config.SinkUse;
import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake agent}: watches a vault and does what is scheduled, until it is ended. */
@Command(
    name = "agent",
    description = {
      "Watch the vault until this is ended: probe the providers, run the schedules of the vault",
      "file, pay debts, send alerts, and serve the dashboard, http://127.0.0.1:7979 if the vault",
      "file says nothing else. One agent for a vault on a machine."
    })
public final class AgentVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();
  @Mixin private final KeyOptions key = new KeyOptions();

  /** The command for this shell. */
  public AgentVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    AgentOptions options = AgentOptions.of(vault, SinkUse.OPENED, shell(), messages());
    Plugins plugins =
        vault.plugins(
            options.settings().stores(), options.plan().alerts().sinks(), shell(), messages());
    VaultKey vaultKey = new KeyReader(shell(), messages()).read(key.source(shell(), Asking.ONCE));
    try (Secret _ = vaultKey.secret()) {
      // A wrong key is to be told now, and not by the first backup at night.
      Vault.open(options.settings(), vaultKey, plugins, progress()).close();
      messages().clear();
      AgentSetup setup =
          new AgentSetup(
              options.settings(),
              options.plan(),
              vaultKey,
              plugins,
              options.state(),
              scratch(),
              options.name(),
              HostName.of(shell()),
              Keepsake.version());
      try (Agent agent = Agent.start(setup)) {
        answer.line(begun(setup, agent));
        answer.flush();
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        messages().warning("The agent was ended; what it knows is kept for the next one");
      }
    }
    return ExitCode.DONE;
  }

  private static String begun(AgentSetup setup, Agent agent) {
    return "watching %s, %s, %s; dashboard: %s"
        .formatted(
            Human.count(setup.vault().stores().size(), "provider", "providers"),
            Human.count(setup.plan().jobs().size(), "schedule", "schedules"),
            Human.count(setup.plan().alerts().sinks().size(), "alert sink", "alert sinks"),
            agent.dashboard().map(Object::toString).orElse("off"));
  }

  private Path scratch() {
    return shell()
        .variable("TMPDIR")
        .map(Path::of)
        .map(shell()::resolve)
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }
}
