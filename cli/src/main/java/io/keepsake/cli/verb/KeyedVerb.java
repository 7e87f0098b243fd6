package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import picocli.CommandLine.Mixin;

/** A command that opens a vault, and needs what opened it once more. */
public abstract class KeyedVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final KeyOptions key = new KeyOptions();

  /** A command of this shell. */
  protected KeyedVerb(Shell shell) {
    super(shell);
  }

  /**
   * Checks what can be checked before anybody is asked for a passphrase.
   *
   * @throws UsageException if the arguments contradict each other or name nothing
   */
  protected void check() throws UsageException {}

  /**
   * Takes what it needs of the vault file beside the settings, before anybody is asked for a
   * passphrase.
   *
   * @throws UsageException if that is missing
   */
  protected void consider(VaultFile file) throws UsageException {}

  /**
   * The settings with what the arguments of this verb add.
   *
   * @throws UsageException if an argument is wrong
   */
  protected VaultSettings limited(VaultSettings settings) throws UsageException {
    return settings;
  }

  /**
   * Works on the vault.
   *
   * @param used what opened it; closed afterwards
   * @param events where events go: warnings and the progress line
   */
  protected abstract ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception;

  @Override
  protected final ExitCode run(Answer answer) throws Exception {
    check();
    VaultFile file = vault.read(shell(), messages());
    consider(file);
    VaultSettings settings = limited(VaultOptions.withState(file.settings(), shell()));
    Plugins plugins = vault.plugins(settings.stores(), shell(), messages());
    VaultKey vaultKey = new KeyReader(shell(), messages()).read(key.source(shell(), Asking.ONCE));
    Progress events = progress();
    try (Secret _ = vaultKey.secret();
        Vault open = Vault.open(settings, vaultKey, plugins, events)) {
      return run(open, vaultKey, events, answer);
    } finally {
      messages().clear();
    }
  }
}
