package io.keepsake.core.vault;

import io.keepsake.core.spi.crypto.Secret;

/**
 * A recovery code that opens the vault from now on. It is nowhere but here: closing forgets it.
 *
 * @param text the code as it is printed, in ASCII
 * @param change its key slot, and which providers have not got it yet
 */
public record NewRecoveryCode(Secret text, KeyringChange change) implements AutoCloseable {
  @Override
  public void close() {
    text.close();
  }
}
