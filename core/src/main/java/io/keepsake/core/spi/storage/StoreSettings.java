package io.keepsake.core.spi.storage;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Where a store is and how to reach it.
 *
 * @param id the user's short name for it: letters, digits, {@code -}, {@code _} and {@code .},
 *     starting with a letter or digit
 * @param url its place; the scheme picks the provider. Holds no password
 * @param options provider-specific settings by name
 */
public record StoreSettings(String id, URI url, Map<String, String> options) {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public StoreSettings {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "A provider id has 1 to 64 letters, digits, '-', '_' or '.': '" + id + "'");
    }
    if (url.getScheme() == null) {
      throw new IllegalArgumentException("The URL of provider " + id + " has no scheme: " + url);
    }
    String userInfo = url.getRawUserInfo();
    if (userInfo != null && userInfo.contains(":")) {
      throw new IllegalArgumentException(
          "The URL of provider " + id + " holds a password; keep it out of the URL");
    }
    options = Map.copyOf(options);
  }

  /** The URL's scheme in lower case. */
  public String scheme() {
    return url.getScheme().toLowerCase(Locale.ROOT);
  }
}
