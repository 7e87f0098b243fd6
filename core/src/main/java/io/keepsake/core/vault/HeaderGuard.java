package io.keepsake.core.vault;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectHead;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.replicate.DebtLog;
import io.keepsake.core.replicate.StoreCheck;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sure that a store has the header and the wrapped keys, without which nothing can be
 * restored from it alone, and writes what is missing, damaged or does not count beside this header.
 * Listings of others may not show it: they may be away. A header that counts more stays as it is.
 *
 * @param header the one that counts
 * @param epochKeys the objects with the keys of all epochs
 * @param debts is told of stores that were owed the header and have it now
 */
record HeaderGuard(StoredHeader header, Map<ObjectName, byte[]> epochKeys, DebtLog debts)
    implements StoreCheck {

  @Override
  public void check(ObjectStore store) throws StoreException {
    for (Map.Entry<ObjectName, byte[]> key : epochKeys.entrySet()) {
      Optional<ObjectStat> found = store.stat(key.getKey(), Purpose.BACKUP);
      if (found.isEmpty() || found.get().length() != key.getValue().length) {
        ObjectContent content = ObjectContent.of(key.getValue());
        store.put(key.getKey(), content, PutCondition.ANY, Purpose.REPAIR);
      }
    }
    checkHeader(store);
  }

  /** The newest keys. Those of the first epoch are as old as the vault. */
  DataKeys dataKeys() throws FormatException {
    int newest = 1;
    for (byte[] key : epochKeys.values()) {
      newest = Math.max(newest, ObjectHead.parse(key, ObjectType.EPOCH_KEY).epoch());
    }
    return new DataKeys(
        newest, newest == 1 ? Optional.of(header.header().created()) : Optional.empty());
  }

  private void checkHeader(ObjectStore store) throws StoreException {
    try {
      StoredHeader found = StoredHeader.read(store, Purpose.BACKUP);
      if (!found.header().identity().equals(header.header().identity())) {
        throw new StoreException(
            Kind.INVALID, store.id(), "Provider " + store.id() + " holds another vault now");
      }
      if (StoredHeader.BY_REVISION.compare(found, header) < 0) {
        write(store, PutCondition.ANY); // it missed a change of the key slots
      } else {
        debts.paid(store.id(), ObjectNames.HEADER);
      }
    } catch (KeyException e) {
      if (e.kind() == KeyException.Kind.NEWER_FORMAT) {
        throw new StoreException(Kind.INVALID, store.id(), String.valueOf(e.getMessage()), e);
      }
      write(store, PutCondition.ANY);
    } catch (StoreException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      write(store, PutCondition.IF_ABSENT);
    } catch (IOException e) {
      throw new StoreException(
          Kind.CORRUPT, store.id(), "The header at provider " + store.id() + ": " + e, e);
    }
  }

  private void write(ObjectStore store, PutCondition condition) throws StoreException {
    ObjectContent content = ObjectContent.of(header.bytes());
    store.put(ObjectNames.HEADER, content, condition, Purpose.REPAIR);
    debts.paid(store.id(), ObjectNames.HEADER);
  }
}
