package io.keepsake.core.repository;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;

/**
 * What opening a vault's header and keys yields. The secrets belong to whoever holds this.
 *
 * @param vault the vault's identity
 * @param suite its encryption scheme
 * @param sealer seals and opens its objects
 * @param dataId key of data chunks' ids
 * @param treeId key of tree chunks' ids
 * @param chunker key of the gear table
 * @param chunking sizes of chunks
 */
public record RepositoryKeys(
    VaultId vault,
    CryptoSuite suite,
    ObjectSealer sealer,
    Secret dataId,
    Secret treeId,
    Secret chunker,
    ChunkingParameters chunking)
    implements AutoCloseable {

  /** Overwrites the secrets. */
  @Override
  public void close() {
    dataId.close();
    treeId.close();
    chunker.close();
  }
}
