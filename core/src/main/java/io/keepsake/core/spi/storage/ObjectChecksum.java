package io.keepsake.core.spi.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A checksum that a service tells of an object. It finds accidents; none of these withstands
 * somebody who wants two contents to look alike.
 *
 * @param algorithm how it is computed
 * @param hex its bytes in lower-case hex, a CRC with its highest byte first
 */
public record ObjectChecksum(Algorithm algorithm, String hex) {

  /** How a checksum is computed. */
  public enum Algorithm {
    /** CRC-32C (Castagnoli), RFC 3720 appendix B.4. */
    CRC32C(4),
    /** MD5, RFC 1321. */
    MD5(16);

    private final int bytes;

    Algorithm(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are not those of such a checksum
   */
  public ObjectChecksum {
    if (!hex.matches("[0-9a-f]{" + 2 * algorithm.bytes + "}")) {
      throw new IllegalArgumentException("No " + algorithm + ": '" + hex + "'");
    }
  }

  /** The checksum of the rest of a buffer, whose position stays. */
  public static ObjectChecksum of(Algorithm algorithm, ByteBuffer bytes) {
    return switch (algorithm) {
      case CRC32C -> {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        yield new ObjectChecksum(algorithm, HexFormat.of().toHexDigits((int) crc.getValue()));
      }
      case MD5 -> {
        MessageDigest md5 = md5();
        md5.update(bytes.duplicate());
        yield new ObjectChecksum(algorithm, HexFormat.of().formatHex(md5.digest()));
      }
    };
  }

  /**
   * What a service writes in Base64.
   *
   * @throws IllegalArgumentException if it is no such checksum
   */
  public static ObjectChecksum ofBase64(Algorithm algorithm, String base64) {
    return new ObjectChecksum(
        algorithm, HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
