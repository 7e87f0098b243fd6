package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;

/**
 * All that is set for a store.
 *
 * @param id the store's id
 * @param place bucket and prefix
 * @param connection how the service is reached
 * @param credentials who asks
 * @param upload how objects are stored
 */
record S3Config(
    String id, S3Place place, S3Connection connection, S3Credentials credentials, S3Upload upload) {

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static S3Config of(StoreSettings settings) throws StoreException {
    S3Options options = new S3Options(settings);
    S3Place place;
    try {
      place = S3Place.of(settings.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          Kind.INVALID,
          settings.id(),
          "Provider %s: %s cannot be used: %s"
              .formatted(settings.id(), settings.url(), String.valueOf(e.getMessage())),
          e);
    }
    return new S3Config(
        settings.id(),
        place,
        S3Connection.of(options),
        S3Credentials.of(options),
        S3Upload.of(options));
  }
}
