package io.keepsake.cli.key;

import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Runs a command that prints the passphrase, such as {@code pass show keepsake}. */
final class PassphraseCommands {

  private PassphraseCommands() {}

  /**
   * Runs {@code sh -c command} with nothing to read; what it says on standard error is shown.
   *
   * @throws UsageException if it cannot be started or ends with another code than 0
   */
  static Secret run(String command, Shell shell) throws UsageException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.directory(shell.directory().toFile());
    builder.environment().remove(KeyReader.VARIABLE);
    builder.environment().remove(KeyReader.NEW_VARIABLE);
    builder.environment().remove(KeyReader.SECRETS_VARIABLE);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw UsageException.configuration(
          "The passphrase command cannot be started: " + e.getMessage() + ".");
    }
    try (InputStream in = process.getInputStream()) {
      Secret secret = KeyReader.read(in, "The output of the passphrase command");
      int code = process.waitFor();
      if (code == 0) {
        return secret;
      }
      secret.close();
      throw UsageException.configuration(
          "The passphrase command failed with exit code %d; what it printed is not used."
              .formatted(code));
    } catch (IOException e) {
      throw UsageException.configuration(
          "The output of the passphrase command cannot be read: " + e.getMessage() + ".");
    } finally {
      process.destroy();
    }
  }
}
