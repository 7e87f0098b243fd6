package io.keepsake.core.restore;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The plaintext of a pack, fetched once and read by several workers.
 *
 * @param pack which
 * @param plaintext its bytes and perhaps more; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed to workers, never compared
record PackFetch(IndexedPack pack, byte[] plaintext) {

  /**
   * Fetches it from any store that has it right.
   *
   * @param wanted chunks that must be in it
   * @param room gives an array for the plaintext
   */
  static PackFetch fetch(
      Repository repository, IndexedPack pack, List<ChunkRequest> wanted, IntFunction<byte[]> room)
      throws IOException {
    PackOpening opening = new PackOpening(repository.sealer(), pack, wanted, room);
    repository.replicas().read(ObjectNames.pack(pack.hash()), Purpose.RESTORE, opening);
    return new PackFetch(pack, opening.plaintext().array());
  }
}
