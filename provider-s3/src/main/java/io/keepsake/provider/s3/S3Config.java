package io.keepsake.provider.s3;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Optional;

/**
 * All that is set for a store.
 *
 * @param id the store's id
 * @param place bucket and prefix
 * @param connection how the service is reached
 * @param credentials who asks
 * @param upload how objects are stored
 * @param lock how they are locked then; empty if they are not
 */
record S3Config(
    String id,
    S3Place place,
    S3Connection connection,
    S3Credentials credentials,
    S3Upload upload,
    Optional<LockRule> lock) {

  static final OptionNames OPTIONS =
      OptionNames.of(
              "endpoint",
              "region",
              "path-style",
              "profile",
              "access-key-id",
              "role-arn",
              "role-session-name",
              "external-id",
              "web-identity-token-file",
              "storage-class",
              "sse",
              "sse-kms-key-id",
              "tags",
              "part-size",
              "connect-timeout",
              "idle-timeout",
              "max-connections",
              LockRule.MODE,
              LockRule.TIME)
          .andSecrets("secret-access-key", "session-token");

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static S3Config of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    S3Place place;
    try {
      place = S3Place.of(settings.url());
    } catch (IllegalArgumentException e) {
      throw options.invalidUrl(e);
    }
    return new S3Config(
        settings.id(),
        place,
        S3Connection.of(options),
        S3Credentials.of(options),
        S3Upload.of(options),
        LockRule.of(options));
  }
}
