package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.testkit.hostile.Decoder;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What this package reads that somebody else may have written. */
public final class SecretInput {

  private SecretInput() {}

  /** A secrets file, whose hash protects from nobody. */
  public static Decoder file() {
    return Decoder.of("secrets-file", SecretsImage::decode, IOException.class);
  }

  /** The beginning of a secrets file, behind its hash. */
  public static Decoder header() {
    return Decoder.of(
        "secrets-header",
        bytes -> SecretsHeader.decode(ByteBuffer.wrap(bytes)).encoded(),
        IOException.class);
  }

  /** What is sealed in a secrets file. */
  public static Decoder content() {
    return Decoder.of("secrets-content", SecretInput::read, IOException.class);
  }

  private static void read(byte[] bytes) throws IOException {
    try (Secret encoded = Secret.copyOf(bytes);
        Secret again = SecretsCodec.encode(SecretsCodec.decode(encoded))) {
      again.length();
    }
  }
}
