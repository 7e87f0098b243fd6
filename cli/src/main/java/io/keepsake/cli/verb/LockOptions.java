package io.keepsake.cli.verb;

import io.keepsake.cli.config.Times;
import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest;
import io.keepsake.core.vault.LockRequest.Action;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultLocks;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which locks are meant, and how long they are to be. */
final class LockOptions {

  @Parameters(
      paramLabel = "PROVIDER",
      arity = "0..1",
      description = "Only this provider; 'keepsake providers' lists them.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--at-least",
      paramLabel = "TIME",
      description =
          "How long every lock is to last from now on, such as 14d. Without it: half of lock-for.")
  private Optional<String> atLeast = Optional.empty();

  @Option(
      names = "--needed",
      description =
          "Only what snapshots need that are not forgotten. Opens the vault, for which it needs the"
              + " key; without it: everything, and no key.")
  private boolean needed;

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final KeyOptions key = new KeyOptions();

  /** Does what is asked. */
  LockReport run(Action action, Shell shell, Messages messages, VaultListener events)
      throws UsageException, IOException, InterruptedException {
    if (key.isGiven() && !needed) {
      throw UsageException.usage("A key is only needed with --needed; leave it out, or say that.");
    }
    VaultFile file = vault.read(shell, messages);
    VaultSettings settings = VaultOptions.withState(file.settings(), shell);
    if (provider.isPresent()) {
      KnownProviders.find(settings, provider.get());
    }
    LockRequest request = new LockRequest(action, time(), provider);
    return needed
        ? runNeeded(settings, request, shell, messages, events)
        : VaultLocks.run(
            settings, request, vault.plugins(settings.stores(), shell, messages), events);
  }

  private LockReport runNeeded(
      VaultSettings settings,
      LockRequest request,
      Shell shell,
      Messages messages,
      VaultListener events)
      throws UsageException, VaultException, InterruptedException {
    VaultKey vaultKey = new KeyReader(shell, messages).read(key.source(shell, Asking.ONCE));
    Plugins plugins = vault.plugins(settings.stores(), shell, messages);
    try (Secret _ = vaultKey.secret();
        Vault open = Vault.open(settings, vaultKey, plugins, events)) {
      return VaultLocks.runNeeded(open, request, plugins, events);
    }
  }

  private Optional<Duration> time() throws UsageException {
    if (atLeast.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> time = Times.parse(atLeast.get());
    if (time.isEmpty()) {
      throw UsageException.usage(
          "--at-least is a time such as 36h or 14d, not '%s'.".formatted(atLeast.get()));
    }
    return time;
  }
}
