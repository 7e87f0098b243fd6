package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.KeyedHash;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104); the key is set up once. */
final class HmacSha256 implements KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  /** Keeps a copy of the key. */
  HmacSha256(byte[] key) throws CryptoException {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new CryptoException("HMAC-SHA-256 is not available on this platform", e);
    }
  }

  @Override
  public byte[] hash(byte[] data, int offset, int length) {
    mac.update(data, offset, length);
    return mac.doFinal();
  }
}
