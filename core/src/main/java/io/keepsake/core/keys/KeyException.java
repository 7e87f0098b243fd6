package io.keepsake.core.keys;

import java.io.IOException;

/** A header or a key object is not usable. The message is for people and holds no secret. */
public final class KeyException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** No key slot opens with this passphrase or key file. */
    WRONG_KEY,
    /** A newer version of Keepsake wrote it. */
    NEWER_FORMAT,
    /** It once was right and is not now; another replica may have it right. */
    DAMAGED,
    /** It never was a vault's header. */
    NOT_A_HEADER
  }

  private final Kind kind;

  KeyException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  KeyException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
