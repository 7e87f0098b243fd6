package io.keepsake.provider.gcs;

import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.cloud.storage.StorageRetryStrategy;
import org.jspecify.annotations.Nullable;

/** Tries nothing again: whoever calls the store does that. */
final class NoRetries implements StorageRetryStrategy {

  private static final long serialVersionUID = 1L;

  @Override
  public ResultRetryAlgorithm<?> getIdempotentHandler() {
    return new Never();
  }

  @Override
  public ResultRetryAlgorithm<?> getNonidempotentHandler() {
    return new Never();
  }

  private static final class Never extends BasicResultRetryAlgorithm<Object> {
    @Override
    public boolean shouldRetry(@Nullable Throwable failure, @Nullable Object response) {
      return false;
    }
  }
}
