package io.keepsake.core.repair;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Reads and writes single copies of objects that are named by the hash of their bytes. */
final class Copies {

  private static final int BLOCK = 64 << 10;

  private Copies() {}

  /** The bytes of a copy if they are the ones that were stored. */
  static Optional<byte[]> read(ObjectStore store, ObjectName name) throws IOException {
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.REPAIR)) {
      byte[] bytes = in.readNBytes(ObjectSealer.MAX_OBJECT_BYTES + 1);
      return ContentCheck.NAMED_BY_HASH.problem(name, ByteBuffer.wrap(bytes)).isEmpty()
          ? Optional.of(bytes)
          : Optional.empty();
    }
  }

  /** Whether a copy is the one that was stored; it is read in small blocks. */
  static boolean isGood(ObjectStore store, ObjectName name) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK];
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.REPAIR)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
      }
    }
    return ObjectNames.hashOf(name).equals(Optional.of(Hash.of(digest.digest())));
  }

  /**
   * Writes a copy and makes sure that it arrived: by the checksum that the store compared, else by
   * reading it back.
   *
   * @throws StoreException if it cannot be written, kind {@code CORRUPT} if it is not there or not
   *     right afterwards
   */
  static void write(ObjectStore store, ObjectName name, byte[] bytes, Flaw flaw)
      throws IOException {
    try {
      store.put(name, ObjectContent.of(bytes), flaw.condition(), Purpose.REPAIR);
    } catch (StoreException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
      // A backup stored it meanwhile, or a try whose answer was lost.
    }
    long length = store.stat(name, Purpose.REPAIR).map(ObjectStat::length).orElse(-1L);
    boolean checked = store.capabilities().contains(Capability.SERVER_CHECKSUM);
    if (length != bytes.length || !(checked || isGood(store, name))) {
      throw new StoreException(
          Kind.CORRUPT,
          store.id(),
          "Provider %s does not have %s right after it was written; do not rely on that provider"
              .formatted(store.id(), name));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
