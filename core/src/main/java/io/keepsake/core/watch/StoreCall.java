package io.keepsake.core.watch;

import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * A call to a store that has ended. Each try of a call that was tried again is one, and one that
 * was ended by a deadline has failed with kind {@code TIMEOUT}.
 *
 * @param storeId which store
 * @param operation what was called
 * @param purpose why
 * @param took until it answered or failed; for a read, until its first byte could be asked for
 * @param bytes how many it was to store, or how many were read of it
 * @param failure why it failed, never kind {@code INTERRUPTED}; empty if it did not
 */
public record StoreCall(
    String storeId,
    Operation operation,
    Purpose purpose,
    Duration took,
    long bytes,
    Optional<StoreException> failure) {

  /** What can be called. */
  public enum Operation {
    /** Opening the store. */
    OPEN,
    /** Storing an object. */
    PUT,
    /** Reading one. */
    GET,
    /** Looking one up. */
    STAT,
    /** One page of a listing. */
    LIST,
    /** Deleting objects. */
    DELETE,
    /** Asking for use and room. */
    USAGE
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the time or the number of bytes is negative
   */
  public StoreCall {
    if (took.isNegative() || bytes < 0) {
      throw new IllegalArgumentException("No call takes %s for %d bytes".formatted(took, bytes));
    }
  }

  /**
   * Whether a failure is an answer all the same: that an object is not there, or is there already,
   * says nothing against a store.
   */
  public static boolean isAnswer(Kind kind) {
    return kind == Kind.NOT_FOUND || kind == Kind.ALREADY_EXISTS;
  }
}
