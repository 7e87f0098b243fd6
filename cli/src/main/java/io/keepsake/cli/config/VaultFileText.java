package io.keepsake.cli.config;

import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a vault file that {@link VaultFile} reads back as the same settings. */
public final class VaultFileText {

  private VaultFileText() {}

  /**
   * Writes a new file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   * @throws IOException if it could not be written; nothing is left behind
   */
  public static void write(Path file, VaultSettings settings) throws IOException {
    PrivateFile.write(file, text(settings).getBytes(StandardCharsets.UTF_8));
  }

  static String text(VaultSettings settings) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# A Keepsake vault. It holds no secret: the passphrase or key file opens it.\n");
    yaml.append("vault:\n");
    yaml.append("  copies: ").append(settings.stores().size());
    yaml.append("   # one on each provider\n");
    yaml.append("  minimum: ").append(settings.minimumCopies());
    yaml.append("  # a backup fails when fewer than this hold all of it\n");
    yaml.append("providers:\n");
    for (StoreSettings store : settings.stores()) {
      yaml.append("  - id: ").append(quoted(store.id())).append('\n');
      yaml.append("    url: ").append(quoted(store.url().toString())).append('\n');
    }
    return yaml.toString();
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
