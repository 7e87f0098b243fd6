package io.keepsake.core.spi.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be shown: a key or a passphrase. {@code toString} never tells them; closing
 * overwrites them, as far as the platform allows: the collector may have left copies behind.
 */
public final class Secret implements AutoCloseable {

  private final byte[] bytes;
  private boolean closed;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret with a copy of these bytes; the caller clears its own. */
  public static Secret copyOf(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** A secret that is these characters in UTF-8; the caller clears its own array. */
  public static Secret ofUtf8(char[] characters) {
    byte[] room = new byte[characters.length * 3];
    ByteBuffer target = ByteBuffer.wrap(room);
    var encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    encoder.encode(CharBuffer.wrap(characters), target, true);
    byte[] bytes = Arrays.copyOf(room, target.position());
    Arrays.fill(room, (byte) 0);
    return new Secret(bytes);
  }

  /**
   * A copy of the bytes, which the caller overwrites after use.
   *
   * @throws IllegalStateException if the secret is closed
   */
  public synchronized byte[] copyBytes() {
    if (closed) {
      throw new IllegalStateException("The secret is closed");
    }
    return bytes.clone();
  }

  /** A second secret with the same bytes and a life of its own. */
  public Secret copy() {
    return new Secret(copyBytes());
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  /** The same for all secrets: a hash would tell something of the bytes. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }

  /** Overwrites the bytes. Idempotent. */
  @Override
  public synchronized void close() {
    Arrays.fill(bytes, (byte) 0);
    closed = true;
  }
}
