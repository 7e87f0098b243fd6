package io.keepsake.provider.gcs;

import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deletes objects, a hundred in a request. */
final class GcsDeleter {

  private static final int MOST = 100;

  /** What came of a deletion. */
  enum Outcome {
    SOME_DELETED,
    NONE_FOUND
  }

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;

  GcsDeleter(GcsConfig config, GcsClients clients, GcsErrors errors) {
    this.config = config;
    this.clients = clients;
    this.errors = errors;
  }

  Outcome delete(Collection<ObjectName> names) throws StoreException {
    List<ObjectName> all = names.stream().distinct().toList();
    Outcome outcome = Outcome.NONE_FOUND;
    for (int start = 0; start < all.size(); start += MOST) {
      List<ObjectName> some = all.subList(start, Math.min(start + MOST, all.size()));
      errors.enter("delete " + some.getFirst());
      boolean deleted = some.size() == 1 ? single(some.getFirst()) : batch(some);
      outcome = deleted ? Outcome.SOME_DELETED : outcome;
    }
    return outcome;
  }

  private boolean single(ObjectName name) throws StoreException {
    try {
      return clients.storage().delete(config.place().bucket(), config.place().key(name));
    } catch (RuntimeException e) {
      throw errors.of("delete " + name, e);
    }
  }

  private boolean batch(List<ObjectName> names) throws StoreException {
    StorageBatch batch = clients.storage().batch();
    Map<ObjectName, StorageBatchResult<Boolean>> results = new LinkedHashMap<>();
    for (ObjectName name : names) {
      results.put(name, batch.delete(config.place().bucket(), config.place().key(name)));
    }
    try {
      batch.submit();
    } catch (RuntimeException e) {
      throw errors.of("delete %s and %d more".formatted(names.getFirst(), names.size() - 1), e);
    }
    boolean deleted = false;
    for (Map.Entry<ObjectName, StorageBatchResult<Boolean>> each : results.entrySet()) {
      try {
        deleted |= each.getValue().get();
      } catch (RuntimeException e) {
        throw errors.of("delete " + each.getKey(), e);
      }
    }
    return deleted;
  }
}
