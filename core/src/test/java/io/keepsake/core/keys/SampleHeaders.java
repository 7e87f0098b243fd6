package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.testing.JdkCryptoSuite;
import java.time.Instant;
import java.util.List;

/** A header with one slot of each type, and what opens it. */
final class SampleHeaders {

  static final CryptoSuite SUITE = new JdkCryptoSuite();
  static final VaultIdentity IDENTITY =
      new VaultIdentity(
          new VaultId("00112233445566778899aabbccddeeff"),
          JdkCryptoSuite.NAME,
          ChunkingParameters.DEFAULT);
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private SampleHeaders() {}

  static Secret passphrase() {
    return Secret.copyOf("correct horse battery staple".getBytes(UTF_8));
  }

  static Secret keyFile() {
    byte[] content = new byte[40];
    content[7] = 7;
    return Secret.copyOf(content);
  }

  static Secret root() {
    byte[] key = new byte[CryptoSuite.KEY_BYTES];
    key[0] = 42;
    return Secret.copyOf(key);
  }

  static VaultHeader sample() {
    try (Secret passphrase = passphrase();
        Secret keyFile = keyFile();
        Secret root = root()) {
      return new VaultHeader(
          IDENTITY,
          1,
          NOW,
          List.of(
              KeySlots.forPassphrase(SUITE, IDENTITY, passphrase, root, SlotNote.at(NOW)),
              KeySlots.forKeyFile(SUITE, IDENTITY, keyFile, root, SlotNote.at(NOW))));
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text with a checksum that fits it. */
  static byte[] rechecksummed(String header) {
    int end = header.lastIndexOf("  \"checksum\"");
    String body = header.substring(0, end);
    String checksum = HeaderWriter.checksum(body.getBytes(UTF_8), body.getBytes(UTF_8).length);
    return (body + "  \"checksum\": \"" + checksum + "\"\n}\n").getBytes(UTF_8);
  }
}
