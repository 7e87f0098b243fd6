import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.crypto.tink.TinkCryptoProvider;

/**
 * Encryption through Tink, and passphrases through Bouncy Castle's Argon2id.
 *
 * @provides CryptoProvider the suite {@code tink-aes256gcm-hkdf-v1}
 */
module io.keepsake.crypto.tink {
  requires com.google.crypto.tink;
  requires io.keepsake.core;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  provides CryptoProvider with
      TinkCryptoProvider;
}
