package io.keepsake.core.vault;

import io.keepsake.core.spi.text.Sanitiser;
import java.io.IOException;

/**
 * An operation on a vault failed. The message is for people: what happened, to which provider or
 * object, what was kept, and what to do. Secrets that were quoted are taken out of it.
 */
public final class VaultException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is; callers decide by it. */
  public enum Kind {
    /** No plugin, an unknown URL scheme, contradictory settings. */
    CONFIGURATION,
    /** There is no vault at any of the places. */
    NO_VAULT,
    /** {@code create} found a vault, or something else, already there. */
    ALREADY_EXISTS,
    /** No key slot opens with this key. */
    WRONG_KEY,
    /** The vault was written by a newer version of Keepsake. */
    NEWER_FORMAT,
    /** A store holds a different vault than the others. */
    OTHER_VAULT,
    /** Stored bytes are not what was stored, on every store that was asked. */
    DAMAGED,
    /** No snapshot or session, or more than one, answers to the name; no such path in it. */
    NO_SUCH_SNAPSHOT,
    /** A snapshot that is not to be removed is held. */
    HELD,
    /** Somebody else ended the session of this operation, or prunes at the same time. */
    FENCED,
    /** No key slot, or more than one, answers to the id; or it is the last one. */
    NO_SUCH_SLOT,
    /** Somebody else changes the keys at the same moment, or began to and never ended. */
    KEYS_CHANGING,
    /** Too few stores could be reached or written. */
    TOO_FEW_COPIES,
    /** The source could not be read, or the target not written. */
    FILES,
    /** The operation was interrupted; what was stored before stays valid. */
    INTERRUPTED
  }

  private final Kind kind;

  /** A failure with no cause of its own. */
  public VaultException(Kind kind, String message) {
    super(Sanitiser.clean(String.valueOf(message)));
    this.kind = kind;
  }

  /** A failure that another one caused. */
  public VaultException(Kind kind, String message, Throwable cause) {
    // Exceptions of libraries may have no message, and callers pass that on.
    super(Sanitiser.clean(String.valueOf(message)), cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
