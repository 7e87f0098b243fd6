package io.keepsake.provider.local;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a local store is.
 *
 * @param id the store's id
 * @param root absolute path of its directory, which is not the root of a file system
 */
record LocalConfig(String id, Path root) {

  static final OptionNames OPTIONS = OptionNames.of();

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException if it is relative or the root of a file system
   */
  LocalConfig {
    root = root.normalize();
    if (!root.isAbsolute() || root.getNameCount() == 0) {
      throw new IllegalArgumentException(
          "A local store is an absolute path below the root of the file system, not " + root);
    }
  }

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static LocalConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    URI url = settings.url();
    String host = url.getAuthority();
    if (url.isOpaque() || (host != null && !host.equals("localhost"))) {
      throw notOne(options, "write file:///absolute/path, with three slashes");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw notOne(options, "write ? as %3F and # as %23");
    }
    try {
      return new LocalConfig(settings.id(), Path.of(URI.create("file://" + url.getRawPath())));
    } catch (IllegalArgumentException e) {
      throw options.invalidUrl(e);
    }
  }

  private static StoreException notOne(StoreOptions options, String remedy) {
    return options.invalid(
        "%s is not the URL of a directory; %s".formatted(options.settings().url(), remedy));
  }
}
