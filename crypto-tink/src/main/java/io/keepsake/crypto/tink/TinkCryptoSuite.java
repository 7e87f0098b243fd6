package io.keepsake.crypto.tink;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/** The algorithms this module's package documentation names. */
final class TinkCryptoSuite implements CryptoSuite {

  private static final String HMAC = "HmacSha256";
  private static final byte[] NO_SALT = new byte[0];

  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return TinkCryptoProvider.SUITE;
  }

  @Override
  public Secret generateKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return moved(key);
  }

  @Override
  public Secret deriveKey(Secret key, String label) throws CryptoException {
    byte[] bytes = key.copyBytes();
    try {
      if (bytes.length < KEY_BYTES) {
        throw new CryptoException("A key to derive from has at least " + KEY_BYTES + " bytes");
      }
      byte[] info = label.getBytes(StandardCharsets.UTF_8);
      return moved(Hkdf.computeHkdf(HMAC, bytes, NO_SALT, info, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new CryptoException("HKDF-SHA-256 is not available on this platform", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public PassphraseParameters newPassphraseParameters() {
    return Argon2id.newParameters(random);
  }

  @Override
  public Secret deriveKey(PassphraseParameters parameters, Secret passphrase)
      throws CryptoException {
    return moved(Argon2id.derive(parameters, passphrase, KEY_BYTES));
  }

  @Override
  public byte[] wrap(Secret wrappingKey, Secret content, byte[] associatedData)
      throws CryptoException {
    byte[] plaintext = content.copyBytes();
    try {
      return aesGcm(wrappingKey).encrypt(plaintext, associatedData);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("The key could not be wrapped", e);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  @Override
  public Secret unwrap(Secret wrappingKey, byte[] wrapped, byte[] associatedData)
      throws CryptoException {
    AesGcmJce cipher = aesGcm(wrappingKey);
    try {
      return moved(cipher.decrypt(wrapped, associatedData));
    } catch (GeneralSecurityException e) {
      throw new CryptoException("The key is not the one, or the wrapped bytes were changed", e);
    }
  }

  @Override
  public StreamCipher streamCipher(Secret key) throws CryptoException {
    byte[] bytes = keyBytes(key);
    try {
      return new TinkStreamCipher(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public KeyedHash keyedHash(Secret key) throws CryptoException {
    byte[] bytes = keyBytes(key);
    try {
      return new HmacSha256(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Nonce of 12 random bytes, ciphertext, tag of 16 bytes: Tink's "raw" AES-GCM. */
  private static AesGcmJce aesGcm(Secret key) throws CryptoException {
    byte[] bytes = keyBytes(key);
    try {
      return new AesGcmJce(bytes);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("AES-256-GCM is not available on this platform", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] keyBytes(Secret key) throws CryptoException {
    if (key.length() != KEY_BYTES) {
      throw new CryptoException("A key has " + KEY_BYTES + " bytes, not " + key.length());
    }
    return key.copyBytes();
  }

  /** A secret of these bytes, of which this is the only other copy. */
  private static Secret moved(byte[] bytes) {
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
