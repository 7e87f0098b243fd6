package io.keepsake.core.keys;

import io.keepsake.core.format.VaultId;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;

/**
 * The keys of a vault that last as long as it does. Closing overwrites them.
 *
 * @param suite the vault's encryption scheme
 * @param vault whose keys they are
 * @param dataId for the ids of data chunks
 * @param treeId for the ids of tree chunks
 * @param chunker for the gear table
 * @param epoch wraps the data keys of epochs
 */
public record VaultKeys(
    CryptoSuite suite, VaultId vault, Secret dataId, Secret treeId, Secret chunker, Secret epoch)
    implements AutoCloseable {

  /** Derives all of them; the caller still closes the root key. */
  public static VaultKeys derive(CryptoSuite suite, VaultId vault, Secret root)
      throws CryptoException {
    return new VaultKeys(
        suite,
        vault,
        suite.deriveKey(root, "keepsake v1 data id"),
        suite.deriveKey(root, "keepsake v1 tree id"),
        suite.deriveKey(root, "keepsake v1 chunker"),
        suite.deriveKey(root, "keepsake v1 epoch"));
  }

  @Override
  public void close() {
    dataId.close();
    treeId.close();
    chunker.close();
    epoch.close();
  }
}
