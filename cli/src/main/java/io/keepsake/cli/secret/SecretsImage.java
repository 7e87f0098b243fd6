package io.keepsake.cli.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A secrets file as bytes: its header, what is sealed, and a SHA-256 of both. The hash protects
 * from nobody; it tells a file that was torn from a key that does not fit.
 *
 * @param header the part in clear
 * @param sealed the secrets, encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not changed by anybody
record SecretsImage(SecretsHeader header, byte[] sealed) {

  private static final int HASH_BYTES = 32;
  private static final String TORN = "is damaged: it was torn or altered";

  byte[] encoded() {
    byte[] head = header.encoded();
    ByteBuffer all = ByteBuffer.allocate(head.length + sealed.length + HASH_BYTES);
    all.put(head).put(sealed);
    all.put(hash(all.array(), all.position()));
    return all.array();
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is none, with a reason that goes on from the file's name
   */
  static SecretsImage decode(byte[] bytes) throws IOException {
    int length = bytes.length - HASH_BYTES;
    if (length < 0) {
      throw new IOException(TORN);
    }
    byte[] hash = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(hash, hash(bytes, length))) {
      throw new IOException(TORN);
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
    SecretsHeader header = SecretsHeader.decode(rest);
    byte[] sealed = new byte[rest.remaining()];
    rest.get(sealed);
    return new SecretsImage(header, sealed);
  }

  private static byte[] hash(byte[] bytes, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes, 0, length);
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
