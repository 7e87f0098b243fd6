package io.keepsake.core.keys;

import io.keepsake.core.spi.crypto.Secret;

/**
 * The root key, and the slot that gave it. Closing overwrites the key.
 *
 * @param slot which slot opened
 * @param root the vault's root key
 */
public record OpenedSlot(KeySlot slot, Secret root) implements AutoCloseable {
  @Override
  public void close() {
    root.close();
  }
}
