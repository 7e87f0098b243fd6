package io.keepsake.core.plugin;

import io.keepsake.core.spi.storage.ForwardingLocks;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;

/** The locks of a store in its plugin's context class loader. */
final class ContextLocks extends ForwardingLocks {

  private final RetentionLocks plugged;

  ContextLocks(RetentionLocks plugged) {
    super(plugged);
    this.plugged = plugged;
  }

  @Override
  protected <T> T call(String asked, Call<T> call) throws StoreException {
    try (var _ = ContextClassLoader.of(plugged)) {
      return call.run();
    }
  }
}
