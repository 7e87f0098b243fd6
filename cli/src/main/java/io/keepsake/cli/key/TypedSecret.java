package io.keepsake.cli.key;

import io.keepsake.cli.secret.Generation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.util.Arrays;

/** A credential on its way in: typed without being shown, or piped. */
public final class TypedSecret {

  private TypedSecret() {}

  /**
   * What is typed; the caller closes it.
   *
   * @throws UsageException if there is no terminal, or it cannot be a secret
   */
  public static Secret typed(String name, Shell shell) throws UsageException {
    char[] typed =
        shell
            .terminal()
            .askHidden("Value of '%s': ".formatted(name))
            .orElseThrow(
                () ->
                    UsageException.usage(
                        "There is no terminal to type the value on. Pipe it in, with --stdin."));
    try {
      return checked(Secret.ofUtf8(typed));
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  /**
   * What standard input has, less one line end; the caller closes it.
   *
   * @throws UsageException if it cannot be read, or cannot be a secret
   */
  public static Secret piped(Shell shell) throws UsageException {
    try {
      return checked(KeyReader.read(shell.in(), "Standard input"));
    } catch (IOException e) {
      throw UsageException.configuration(
          "Standard input cannot be read: %s.".formatted(e.getMessage()));
    }
  }

  private static Secret checked(Secret secret) throws UsageException {
    String reason = Generation.problem(secret);
    if (reason.isEmpty()) {
      return secret;
    }
    secret.close();
    throw UsageException.usage("That cannot be stored: %s. Nothing was changed.".formatted(reason));
  }
}
