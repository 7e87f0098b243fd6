package io.keepsake.core.keys;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.VaultId;

/**
 * What stays the same for the life of a vault; every key slot is bound to it.
 *
 * @param vault random
 * @param suite name of the encryption scheme: lower-case letters, digits and hyphens, at most 64
 * @param chunking sizes of chunks
 */
public record VaultIdentity(VaultId vault, String suite, ChunkingParameters chunking) {

  /**
   * Checks the suite's name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public VaultIdentity {
    if (!suite.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("No name of a suite: '" + suite + "'");
    }
  }
}
