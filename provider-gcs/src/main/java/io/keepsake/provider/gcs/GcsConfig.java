package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
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

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static GcsConfig of(StoreSettings settings) throws StoreException {
    GcsOptions options = new GcsOptions(settings);
    GcsPlace place;
    try {
      place = GcsPlace.of(settings.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          Kind.INVALID,
          settings.id(),
          "Provider %s: %s cannot be used: %s"
              .formatted(settings.id(), settings.url(), String.valueOf(e.getMessage())),
          e);
    }
    return new GcsConfig(
        settings.id(),
        place,
        GcsConnection.of(options),
        GcsIdentity.of(options),
        GcsUpload.of(options));
  }
}
