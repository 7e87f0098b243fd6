package io.keepsake.core.spi.storage;

import io.keepsake.core.spi.text.Sanitiser;
import java.io.IOException;

/**
 * A storage call failed. The message is one sentence for people that says what was asked and what
 * the store answered; it names the object or place. A credential that a library or server quotes is
 * taken out of it.
 */
public final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** No such object, bucket or directory. */
    NOT_FOUND(Retry.NEVER),
    /** {@link PutCondition#IF_ABSENT} found the name taken. */
    ALREADY_EXISTS(Retry.NEVER),
    /** Credentials missing or wrong, or not allowed; a read-only place. */
    DENIED(Retry.NEVER),
    /** The store asks to slow down. */
    THROTTLED(Retry.LATER),
    /** Not reachable, closed, or failing by itself. */
    UNAVAILABLE(Retry.LATER),
    /** No room left. */
    QUOTA(Retry.NEVER),
    /** What came back or arrived is not what was sent. */
    CORRUPT(Retry.ONCE),
    /** No answer in time. */
    TIMEOUT(Retry.LATER),
    /** The request makes no sense to this store. */
    INVALID(Retry.NEVER),
    /** The calling thread was interrupted. */
    INTERRUPTED(Retry.NEVER);

    private final Retry retry;

    Kind(Retry retry) {
      this.retry = retry;
    }

    /** Whether the same call may go through later. */
    public Retry retry() {
      return retry;
    }
  }

  /** Whether the same call may go through later. */
  public enum Retry {
    /** No: the answer will be the same. */
    NEVER,
    /** One more try tells a passing fault from a lasting one. */
    ONCE,
    /** Yes, after a pause. */
    LATER
  }

  private final Kind kind;
  private final String storeId;

  /** A failure with no cause of its own. */
  public StoreException(Kind kind, String storeId, String message) {
    super(Sanitiser.clean(String.valueOf(message)));
    this.kind = kind;
    this.storeId = storeId;
  }

  /** A failure that another one caused. */
  public StoreException(Kind kind, String storeId, String message, Throwable cause) {
    // Exceptions of libraries may have no message, and callers pass that on.
    super(Sanitiser.clean(String.valueOf(message)), cause);
    this.kind = kind;
    this.storeId = storeId;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The store's id from its settings. */
  public String storeId() {
    return storeId;
  }
}
