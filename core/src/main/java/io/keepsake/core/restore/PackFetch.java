package io.keepsake.core.restore;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;

/**
 * The bytes of a pack, fetched once and read by several workers.
 *
 * @param pack which
 * @param object its bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed to workers, never compared
record PackFetch(IndexedPack pack, byte[] object) {

  static PackFetch fetch(Repository repository, IndexedPack pack) throws IOException {
    return new PackFetch(pack, repository.read(ObjectNames.pack(pack.hash()), Purpose.RESTORE));
  }

  /** A reader for one worker. */
  PackReader open(Repository repository) throws IOException {
    return new PackReader(
        repository.sealer(), pack.type(), new ByteArrayChannel(object, object.length));
  }
}
