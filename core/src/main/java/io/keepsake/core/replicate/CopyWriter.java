package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.Optional;

/** Writes single copies. */
final class CopyWriter {

  private CopyWriter() {}

  /** Writes a copy; one of the same name and length that is there already will do. */
  static void put(
      ObjectStore store,
      ObjectName name,
      ObjectContent content,
      PutCondition condition,
      Purpose purpose)
      throws StoreException {
    try {
      store.put(name, content, condition, purpose);
    } catch (StoreException e) {
      if (e.kind() != Kind.ALREADY_EXISTS) {
        throw e;
      }
      requireSame(store, name, content.length(), purpose);
    }
  }

  /** Writes a copy that was missed; one of another length that is in its place is no copy. */
  static void mend(ObjectStore store, ObjectName name, ObjectContent content)
      throws StoreException {
    try {
      put(store, name, content, PutCondition.IF_ABSENT, Purpose.REPAIR);
    } catch (StoreException e) {
      if (e.kind() != Kind.CORRUPT) {
        throw e;
      }
      store.put(name, content, PutCondition.ANY, Purpose.REPAIR);
    }
  }

  /** Accepts an object that is there already: by a lost answer, another writer, or an older run. */
  private static void requireSame(ObjectStore store, ObjectName name, long length, Purpose purpose)
      throws StoreException {
    Optional<ObjectStat> found = store.stat(name, purpose);
    if (found.isEmpty() || found.get().length() != length) {
      String there = found.map(stat -> stat.length() + " bytes").orElse("nothing any more");
      throw new StoreException(
          Kind.CORRUPT,
          store.id(),
          "Provider %s already holds %s, with %s instead of %d bytes; verify the vault"
              .formatted(store.id(), name, there, length));
    }
  }
}
