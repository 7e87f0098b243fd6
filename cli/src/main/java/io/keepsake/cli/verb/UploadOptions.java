package io.keepsake.cli.verb;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.VaultSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much of the line uploads may take. */
final class UploadOptions {

  private static final String LIMIT = "--limit-upload";

  @Option(
      names = LIMIT,
      paramLabel = "RATE",
      description = "Send all stores together no more than this a second, such as 500KiB or 2MiB.")
  private Optional<String> limit = Optional.empty();

  /**
   * The settings with the limit, if there is one.
   *
   * @throws UsageException if it is no size
   */
  VaultSettings applied(VaultSettings settings) throws UsageException {
    return limit.isPresent()
        ? settings.withUploadLimit(SizeArgument.bytes(LIMIT, limit.get()))
        : settings;
  }
}
