package io.keepsake.provider.azure;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5, against damage on the way only: it is the checksum that the service stores and compares. */
final class Md5 {

  private final MessageDigest digest = digest();

  /** Takes the rest of a buffer, and leaves the buffer alone. */
  void update(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** The checksum of all that was taken. */
  byte[] finish() {
    return digest.digest();
  }

  /** The checksum of the rest of a buffer. */
  static byte[] of(ByteBuffer bytes) {
    Md5 md5 = new Md5();
    md5.update(bytes);
    return md5.finish();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has MD5", e);
    }
  }
}
