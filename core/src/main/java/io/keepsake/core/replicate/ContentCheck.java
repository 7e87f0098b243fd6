package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Whether the bytes that a store returned are the ones that were stored. */
@FunctionalInterface
public interface ContentCheck {

  /** The name ends with the SHA-256 of the bytes, in lower-case hex. */
  ContentCheck NAMED_BY_HASH = ContentCheck::compareHash;

  /** Nothing is known about the bytes; whoever asked checks them. */
  ContentCheck NONE = (name, bytes) -> Optional.empty();

  /**
   * Looks for what is wrong.
   *
   * @param bytes all of the object, from position to limit; the check may move the position
   * @return one sentence for people, or empty if the bytes are right
   */
  Optional<String> problem(ObjectName name, ByteBuffer bytes);

  /** Whether a name ends with a hash, as the names of all objects of a vault but its header do. */
  static boolean isNamedByHash(ObjectName name) {
    return name.value().matches("(.*[^0-9a-f])?[0-9a-f]{64}");
  }

  private static Optional<String> compareHash(ObjectName name, ByteBuffer bytes) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
    digest.update(bytes);
    String actual = HexFormat.of().formatHex(digest.digest());
    return name.value().endsWith(actual)
        ? Optional.empty()
        : Optional.of("the bytes of " + name + " are not those that were stored");
  }
}
