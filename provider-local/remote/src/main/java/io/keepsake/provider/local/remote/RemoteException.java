package io.keepsake.provider.local.remote;

import java.io.IOException;

/** A server, or the way to it, failed an operation. The message holds no credential. */
public final class RemoteException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Reason {
    /** No such file or directory. */
    MISSING,
    /** Not allowed, or not let in. */
    DENIED,
    /** The name is taken. */
    EXISTS,
    /** No room left. */
    NO_ROOM,
    /** The server does not know the operation. */
    UNSUPPORTED,
    /** The server cannot have such a name, or the settings make no sense. */
    INVALID,
    /** The server failed it without saying why. */
    FAILED,
    /** What came back is not what was stored or asked for. */
    CORRUPT,
    /** The server cannot be reached, or the connection broke. */
    UNREACHABLE,
    /** No answer in time. */
    TIMEOUT,
    /** The calling thread was interrupted; its flag is set. */
    INTERRUPTED,
    /** The store was closed. */
    CLOSED
  }

  private final Reason reason;

  /**
   * A failure of its own.
   *
   * @param message what happened and, where the user can do something, what; a part of a sentence
   */
  public RemoteException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A failure that another one caused. */
  public RemoteException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }

  /** The message, which is never missing. */
  public String words() {
    return String.valueOf(getMessage());
  }

  /** Sets the interrupt flag and gives the failure for it. */
  public static RemoteException interrupted(Throwable cause) {
    Thread.currentThread().interrupt();
    return new RemoteException(Reason.INTERRUPTED, "it was interrupted", cause);
  }
}
