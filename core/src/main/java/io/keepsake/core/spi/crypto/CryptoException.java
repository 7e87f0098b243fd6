package io.keepsake.core.spi.crypto;

import java.io.IOException;

/** A key did not fit, or sealed bytes are not what was sealed. The message holds no secret. */
public final class CryptoException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A failure with no cause of its own. */
  public CryptoException(String message) {
    super(message);
  }

  /** A failure that another one caused. */
  public CryptoException(String message, Throwable cause) {
    super(message, cause);
  }
}
