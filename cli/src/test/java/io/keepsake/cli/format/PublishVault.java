package io.keepsake.cli.format;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the vaults of docs/format/vectors. Run by hand, once for a version of the format, into an
 * empty directory: {@code -Dtest=PublishVault -Dkeepsake.publish=DIR}.
 */
@EnabledIfSystemProperty(named = "keepsake.publish", matches = ".+")
class PublishVault {

  @Test
  void publish() throws Exception {
    Path target = Path.of(System.getProperty("keepsake.publish"));
    Path tree = Files.createDirectories(Path.of("/tmp/keepsake-vectors")).resolve("wedding");
    Python python = Python.require();
    python.succeed("tests/fixture_tree.py", Map.of(), "make", tree.toString());
    try (Vault vault =
        Vaults.create(
            target.resolve("vault"), Vaults.passphrase("Something borrowed, something blue"))) {
      for (int i = 1; i <= 2; i++) {
        Vaults.backup(vault, tree);
        Files.writeString(
            target.resolve("snapshot-" + i + ".tsv"),
            python.succeed("tests/fixture_tree.py", Map.of(), "describe", tree.toString()));
        if (i == 1) {
          python.succeed("tests/fixture_tree.py", Map.of(), "change", tree.toString());
        }
      }
    }
    byte[] key = new byte[64];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (255 - i);
    }
    Files.write(target.resolve("key-file"), key);
    try (Vault vault =
        Vaults.create(target.resolve("vault-key-file"), new VaultKey.KeyFile(Secret.copyOf(key)))) {
      Vaults.backup(vault, tree.resolve("guests"));
    }
  }
}
