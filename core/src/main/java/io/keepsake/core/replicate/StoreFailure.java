package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.text.Sanitiser;

/**
 * A store gave no good answer.
 *
 * @param storeId which
 * @param kind what went wrong; {@code CORRUPT} for bytes that failed their check
 * @param reason one sentence for people
 */
public record StoreFailure(String storeId, Kind kind, String reason) {

  /** Takes secrets out of the reason: libraries quote what they were given. */
  public StoreFailure {
    reason = Sanitiser.clean(reason);
  }

  static StoreFailure of(String storeId, Exception cause) {
    if (cause instanceof StoreException failure) {
      return new StoreFailure(storeId, failure.kind(), String.valueOf(failure.getMessage()));
    }
    return new StoreFailure(
        storeId, Kind.UNAVAILABLE, "Provider %s failed: %s".formatted(storeId, cause));
  }
}
