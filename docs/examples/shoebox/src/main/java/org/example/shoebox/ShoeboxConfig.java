package org.example.shoebox;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.nio.file.Path;

/**
 * Where a shoebox is.
 *
 * @param id the user's name for the store
 * @param directory absolute; need not exist yet
 */
record ShoeboxConfig(String id, Path directory) {

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static ShoeboxConfig of(StoreSettings settings) throws StoreException {
    String id = settings.id();
    String path = settings.url().getPath();
    if (settings.url().getAuthority() != null || path == null || !path.startsWith("/")) {
      throw invalid(id, "write shoebox:///directory, not " + settings.url());
    }
    if (!settings.options().isEmpty()) {
      throw invalid(id, "a shoebox has no options, but there are " + settings.options().keySet());
    }
    return new ShoeboxConfig(id, Path.of(path));
  }

  private static StoreException invalid(String id, String remedy) {
    return new StoreException(Kind.INVALID, id, "Provider %s: %s".formatted(id, remedy));
  }
}
