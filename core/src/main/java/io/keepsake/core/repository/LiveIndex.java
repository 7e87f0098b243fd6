package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The index of a vault that others prune meanwhile. What a pruner moves from one pack to another is
 * in an index object that was not there when the index was read; so where a pack is gone, the index
 * is read once more. Safe for several threads.
 */
public final class LiveIndex {

  private final Repository repository;
  private final Purpose purpose;
  private final Set<Hash> missed = new HashSet<>();
  private volatile ChunkIndex current;

  /** Under {@code index/}, when it was read last; empty before. */
  private Set<ObjectName> seen = Set.of();

  /** Begins with an index that was read before. */
  public LiveIndex(Repository repository, Purpose purpose, ChunkIndex index) {
    this.repository = repository;
    this.purpose = purpose;
    this.current = index;
  }

  /** The index as it was read last. */
  public ChunkIndex current() {
    return current;
  }

  private Set<ObjectName> names() throws IOException {
    Set<ObjectName> names = new HashSet<>();
    repository.list(ObjectNames.INDEX, purpose).forEach(object -> names.add(object.name()));
    return names;
  }

  /**
   * Reads it once more because of a pack that cannot be read, if that was not done for that pack
   * yet and it is still named.
   *
   * @return whether it may tell of other places now
   * @throws InterruptedIOException on an interrupt; that it cannot be read is no failure
   */
  public synchronized boolean renew(Hash pack) throws InterruptedIOException {
    if (missed.contains(pack)) {
      return false;
    }
    try {
      Set<ObjectName> now = names();
      if (!now.equals(seen)) { // otherwise the pack is lost, and nobody moved anything
        current = new IndexLoader(repository, purpose, 1).forReading();
        seen = now;
      }
      missed.add(pack);
      return true;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }
}
