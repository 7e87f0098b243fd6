package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads all index objects of a vault. */
public final class IndexLoader {

  private static final int AT_ONCE = 16;

  private final Repository repository;
  private final Purpose purpose;

  private final int minimumCopies;

  /**
   * A loader that reads for that purpose.
   *
   * @param minimumCopies how many stores must have a pack for its chunks to count as stored
   */
  public IndexLoader(Repository repository, Purpose purpose, int minimumCopies) {
    this.repository = repository;
    this.purpose = purpose;
    this.minimumCopies = minimumCopies;
  }

  /** For reading: every pack that any index object names. */
  public ChunkIndex forReading() throws IOException {
    return load(Optional.empty()).index();
  }

  /**
   * For writing: only packs that at least the minimum of stores has. A chunk that too few stores
   * have is stored again, so that a backup never refers to less than the minimum of copies. An
   * index object that a store lacks, because its writer was killed in between, is copied there:
   * without it the store could not restore by itself what the next snapshot refers to.
   */
  public LoadedIndex forWriting() throws IOException {
    Map<Hash, Set<String>> holders = new HashMap<>();
    for (ListedObject pack : repository.list(ObjectNames.PACKS, purpose)) {
      Optional<Hash> hash = ObjectNames.hashOf(pack.name());
      hash.ifPresent(value -> holders.put(value, pack.lengths().keySet()));
    }
    return load(Optional.of(holders));
  }

  private LoadedIndex load(Optional<Map<Hash, Set<String>>> holders) throws IOException {
    ChunkIndex index = new ChunkIndex();
    Set<Hash> known = new HashSet<>();
    Map<String, Long> missing = new HashMap<>();
    long setAside = 0;
    List<ObjectName> names = new ArrayList<>();
    for (ListedObject object : repository.list(ObjectNames.INDEX, purpose)) {
      if (ObjectNames.hashOf(object.name()).isPresent()) {
        names.add(object.name());
        if (holders.isPresent()
            && !object.lengths().keySet().containsAll(repository.activeStoreIds())) {
          repository.copy(object.name(), purpose);
        }
      }
    }
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      int to = Math.min(names.size(), from + AT_ONCE);
      for (IndexRecord record : readAll(names.subList(from, to))) {
        if (!known.add(record.pack())) {
          continue;
        }
        if (holders.isPresent() && !countHolders(record, holders.get(), missing)) {
          setAside++;
        } else {
          index.add(record);
        }
      }
    }
    return new LoadedIndex(index, missing, setAside);
  }

  private boolean countHolders(
      IndexRecord record, Map<Hash, Set<String>> holders, Map<String, Long> missing) {
    Set<String> having = holders.getOrDefault(record.pack(), Set.of());
    int active = 0;
    List<String> lacking = new ArrayList<>();
    for (ObjectStore store : repository.replicas().activeStores()) {
      if (having.contains(store.id())) {
        active++;
      } else {
        lacking.add(store.id());
      }
    }
    lacking.forEach(id -> missing.merge(id, 1L, Long::sum));
    return active >= minimumCopies;
  }

  private List<IndexRecord> readAll(List<ObjectName> names) throws IOException {
    List<Future<List<IndexRecord>>> reads = new ArrayList<>();
    List<IndexRecord> records = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ObjectName name : names) {
        reads.add(
            threads.submit(
                () -> IndexRecord.decode(repository.open(name, ObjectType.INDEX, purpose))));
      }
      for (Future<List<IndexRecord>> read : reads) {
        records.addAll(read.get());
      }
      return records;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the index was read");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    }
  }
}
