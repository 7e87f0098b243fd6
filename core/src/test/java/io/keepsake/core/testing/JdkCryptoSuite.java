package io.keepsake.core.testing;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A suite without dependencies, for core's own tests: byte for byte what {@code
 * tink-aes256gcm-hkdf-v1} writes, but for passphrases, where a quick PBKDF2 stands in for Argon2id.
 */
public final class JdkCryptoSuite implements CryptoSuite {

  /** Its name. */
  public static final String NAME = "jdk-test-v1";

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();

  /** Opens it. */
  public static final class Provider implements CryptoProvider {
    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String suite() {
      return NAME;
    }

    @Override
    public CryptoSuite open() {
      return new JdkCryptoSuite();
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Secret generateKey() {
    return Secret.copyOf(randomBytes(KEY_BYTES));
  }

  @Override
  public Secret deriveKey(Secret key, String label) throws CryptoException {
    byte[] info = label.getBytes(StandardCharsets.UTF_8);
    return Secret.copyOf(hkdf(key.copyBytes(), new byte[0], info));
  }

  static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws CryptoException {
    try {
      HKDFParameterSpec parameters =
          HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(info, KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("HKDF failed", e);
    }
  }

  @Override
  public PassphraseParameters newPassphraseParameters() {
    return new PassphraseParameters(PassphraseParameters.ARGON2ID, 64, 1, 1, randomBytes(16));
  }

  @Override
  public Secret deriveKey(PassphraseParameters parameters, Secret passphrase)
      throws CryptoException {
    try {
      char[] password = HexFormat.of().formatHex(passphrase.copyBytes()).toCharArray();
      PBEKeySpec spec =
          new PBEKeySpec(password, parameters.salt(), parameters.iterations(), 8 * KEY_BYTES);
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return Secret.copyOf(factory.generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new CryptoException("PBKDF2 failed", e);
    }
  }

  @Override
  public byte[] wrap(Secret wrappingKey, Secret content, byte[] associatedData)
      throws CryptoException {
    byte[] nonce = randomBytes(NONCE_BYTES);
    Cipher cipher = aesGcm(Cipher.ENCRYPT_MODE, wrappingKey.copyBytes(), nonce);
    cipher.updateAAD(associatedData);
    byte[] sealed = finish(cipher, content.copyBytes(), content.length());
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public Secret unwrap(Secret wrappingKey, byte[] wrapped, byte[] associatedData)
      throws CryptoException {
    if (wrapped.length < NONCE_BYTES) {
      throw new CryptoException("Too short");
    }
    ByteBuffer parts = ByteBuffer.wrap(wrapped);
    byte[] nonce = new byte[NONCE_BYTES];
    parts.get(nonce);
    byte[] sealed = new byte[parts.remaining()];
    parts.get(sealed);
    Cipher cipher = aesGcm(Cipher.DECRYPT_MODE, wrappingKey.copyBytes(), nonce);
    cipher.updateAAD(associatedData);
    return Secret.copyOf(finish(cipher, sealed, sealed.length));
  }

  static Cipher aesGcm(int mode, byte[] key, byte[] nonce) throws CryptoException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new CryptoException("AES-GCM is not available", e);
    }
  }

  static byte[] finish(Cipher cipher, byte[] input, int length) throws CryptoException {
    try {
      return cipher.doFinal(input, 0, length);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("Not authentic", e);
    }
  }

  @Override
  public StreamCipher streamCipher(Secret key) {
    return new JdkStreamCipher(key.copyBytes());
  }

  @Override
  public KeyedHash keyedHash(Secret key) throws CryptoException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.copyBytes(), "HmacSHA256"));
      return (data, offset, length) -> {
        mac.update(data, offset, length);
        return mac.doFinal();
      };
    } catch (GeneralSecurityException e) {
      throw new CryptoException("HMAC is not available", e);
    }
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
