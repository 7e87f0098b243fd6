package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A vault's header as one store has it.
 *
 * @param bytes what the store has, all of its array
 * @param header what it says
 */
record StoredHeader(ByteBuffer bytes, VaultHeader header) {

  /** The one that counts is the greatest: by revision, and else by bytes, so that all agree. */
  static final Comparator<StoredHeader> BY_REVISION =
      Comparator.<StoredHeader>comparingInt(stored -> stored.header().revision())
          .thenComparing(stored -> stored.bytes().array(), Arrays::compareUnsigned);

  /** As it is to be stored. */
  static StoredHeader of(VaultHeader header) {
    return new StoredHeader(ByteBuffer.wrap(header.toBytes()), header);
  }

  /** Whether it says the same. */
  boolean isLike(StoredHeader other) {
    return bytes.equals(other.bytes);
  }

  /**
   * Reads it.
   *
   * @throws StoreException if it cannot be read
   * @throws KeyException if it is not sound
   */
  static StoredHeader read(ObjectStore store, Purpose purpose) throws IOException {
    byte[] bytes = bytes(store, purpose);
    return new StoredHeader(ByteBuffer.wrap(bytes), VaultHeader.parse(bytes));
  }

  /** What is under its name, sound or not; of what is too long for a header, the beginning. */
  static byte[] bytes(ObjectStore store, Purpose purpose) throws IOException {
    try (InputStream in = store.get(ObjectNames.HEADER, ByteRange.ALL, purpose)) {
      return in.readNBytes(VaultHeader.MAX_BYTES + 1);
    }
  }
}
