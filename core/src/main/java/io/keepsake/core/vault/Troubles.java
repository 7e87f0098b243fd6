package io.keepsake.core.vault;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.Optional;

/**
 * Failures at one store while many objects are gone through, each of which concerns one object and
 * stops no other, unless the store is down.
 */
final class Troubles {

  /** So many objects one after the other find no store, each tried as often as any call. */
  private static final int DOWN = 5;

  private Optional<String> first = Optional.empty();
  private int inARow;

  /** What went wrong first; empty if nothing did. */
  Optional<String> first() {
    return first;
  }

  /** Notes that an object went well. */
  void none() {
    inARow = 0;
  }

  /**
   * Notes the failure of an object.
   *
   * @throws StoreException the failure, if it is an interrupt, or the store is down
   */
  void note(StoreException failure) throws StoreException {
    if (failure.kind() == Kind.INTERRUPTED) {
      throw failure;
    }
    if (first.isEmpty()) {
      first = Optional.of(String.valueOf(failure.getMessage()));
    }
    boolean silent = failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.TIMEOUT;
    inARow = silent ? inARow + 1 : 0;
    if (inARow >= DOWN) {
      throw failure;
    }
  }
}
