package io.keepsake.alerts.webhook;

import io.keepsake.core.spi.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver that a body is from somebody who has the key, and when it was signed: {@code
 * v1=} and HMAC-SHA-256, in hexadecimal, over the seconds since 1970, a dot, and the body.
 *
 * @param key shared with the receiver
 */
record Signature(Secret key) {

  static final String TIMESTAMP = "Keepsake-Timestamp";
  static final String SIGNATURE = "Keepsake-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  /**
   * The headers that go with a body.
   *
   * @throws IllegalStateException if the key is closed
   */
  Map<String, String> headers(String body, Instant time) {
    String timestamp = String.valueOf(time.getEpochSecond());
    return Map.of(TIMESTAMP, timestamp, SIGNATURE, "v1=" + hash(timestamp + "." + body));
  }

  private String hash(String signed) {
    byte[] bytes = key.copyBytes();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
