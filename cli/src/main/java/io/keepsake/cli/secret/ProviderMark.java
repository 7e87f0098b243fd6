package io.keepsake.cli.secret;

import io.keepsake.core.spi.storage.StoreSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How it is noted that a provider accepted a value: {@code nas@0123456789abcdef}, its id and the
 * first 64 bits of the SHA-256 of its URL. Two vaults may call two providers by one id, and a
 * provider may move.
 */
final class ProviderMark {

  /** In no id. */
  private static final char BETWEEN = '@';

  private static final int BYTES = 8;

  private ProviderMark() {}

  /** That of a provider. */
  static String of(StoreSettings settings) {
    try {
      byte[] url = settings.url().toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(url);
      return settings.id() + BETWEEN + HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The provider's id in one. */
  static String id(String mark) {
    int end = mark.indexOf(BETWEEN);
    return end < 0 ? mark : mark.substring(0, end);
  }
}
