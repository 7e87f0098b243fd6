package org.example.shoebox;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
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
    StoreOptions options = StoreOptions.of(settings, OptionNames.of());
    String path = settings.url().getPath();
    if (settings.url().getAuthority() != null || path == null || !path.startsWith("/")) {
      throw options.invalid("write shoebox:///directory, not " + settings.url());
    }
    return new ShoeboxConfig(settings.id(), Path.of(path));
  }
}
