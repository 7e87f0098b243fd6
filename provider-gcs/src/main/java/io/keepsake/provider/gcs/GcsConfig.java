package io.keepsake.provider.gcs;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;

/**
 * All that is set for a store.
 *
 * @param id the store's id
 * @param place bucket and prefix
 * @param connection how the service is reached
 * @param identity who asks
 * @param upload how objects are stored
 */
record GcsConfig(
    String id, GcsPlace place, GcsConnection connection, GcsIdentity identity, GcsUpload upload) {

  static final OptionNames OPTIONS =
      OptionNames.of(
          "endpoint",
          "project",
          "credentials",
          "credentials-file",
          "storage-class",
          "part-size",
          "resumable-threshold",
          "connect-timeout",
          "idle-timeout");

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static GcsConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    GcsPlace place;
    try {
      place = GcsPlace.of(settings.url());
    } catch (IllegalArgumentException e) {
      throw options.invalidUrl(e);
    }
    return new GcsConfig(
        settings.id(),
        place,
        GcsConnection.of(options),
        GcsIdentity.of(options),
        GcsUpload.of(options));
  }
}
