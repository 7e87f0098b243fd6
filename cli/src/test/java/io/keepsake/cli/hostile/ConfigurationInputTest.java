package io.keepsake.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.cli.config.Percent;
import io.keepsake.cli.config.Times;
import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.secret.SecretInput;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.HostileInputContract;
import io.keepsake.testkit.hostile.Scratch;
import java.util.List;

/** What commands are told by files and arguments. */
final class ConfigurationInputTest extends HostileInputContract {

  @Override
  public List<Decoder> decoders() {
    return List.of(
        Decoder.of(
            "vault-file",
            bytes -> VaultFile.read(Scratch.file("keepsake.yaml", bytes)),
            UsageException.class),
        SecretInput.file(),
        SecretInput.header(),
        SecretInput.content(),
        Decoder.of("quantity", ConfigurationInputTest::quantity));
  }

  private static void quantity(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    Times.parse(text);
    Percent.parse(text);
  }
}
