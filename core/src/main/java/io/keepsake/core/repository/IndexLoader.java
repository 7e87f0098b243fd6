package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

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
   * For writing: only packs that at least the minimum of stores has, together with an index object
   * that names it. A chunk that too few stores have is stored again, so that a backup never refers
   * to less than the minimum of copies. An index object that a store lacks, because its writer was
   * killed in between, is copied there: without it the store could not restore by itself what the
   * next snapshot refers to.
   */
  public LoadedIndex forWriting() throws IOException {
    Map<Hash, Set<String>> holders = new HashMap<>();
    for (ListedObject pack : repository.list(ObjectNames.PACKS, purpose)) {
      Optional<Hash> hash = ObjectNames.hashOf(pack.name());
      hash.ifPresent(value -> holders.put(value, pack.lengths().keySet()));
    }
    return load(Optional.of(holders));
  }

  private LoadedIndex load(Optional<Map<Hash, Set<String>>> packHolders) throws IOException {
    Map<Hash, IndexRecord> records = new LinkedHashMap<>();
    Map<Hash, Set<String>> recordHolders = new HashMap<>();
    List<ListedObject> objects = new ArrayList<>();
    for (ListedObject object : repository.list(ObjectNames.INDEX, purpose)) {
      if (ObjectNames.hashOf(object.name()).isPresent()) {
        objects.add(packHolders.isPresent() ? everywhere(object) : object);
      }
    }
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<ListedObject> some = objects.subList(from, Math.min(objects.size(), from + AT_ONCE));
      List<List<IndexRecord>> read = readAll(some);
      for (int i = 0; i < some.size(); i++) {
        for (IndexRecord record : read.get(i)) {
          records.putIfAbsent(record.pack(), record);
          recordHolders
              .computeIfAbsent(record.pack(), _ -> new HashSet<>())
              .addAll(some.get(i).lengths().keySet());
        }
      }
    }
    return count(records, recordHolders, packHolders);
  }

  /** Makes sure that every active store has an index object. */
  private ListedObject everywhere(ListedObject object) throws IOException {
    List<String> active = repository.activeStoreIds();
    if (object.lengths().keySet().containsAll(active)) {
      return object;
    }
    repository.copy(object.name(), purpose);
    long length = object.lengths().values().iterator().next();
    Map<String, Long> lengths = new HashMap<>();
    repository.activeStoreIds().forEach(id -> lengths.put(id, length));
    return new ListedObject(object.name(), lengths);
  }

  private LoadedIndex count(
      Map<Hash, IndexRecord> records,
      Map<Hash, Set<String>> recordHolders,
      Optional<Map<Hash, Set<String>>> packHolders)
      throws FormatException {
    ChunkIndex index = new ChunkIndex();
    Map<String, Long> missing = new HashMap<>();
    for (IndexRecord record : records.values()) {
      if (packHolders.isPresent()) {
        // A store that has a pack but no index object that names it cannot be restored from alone.
        Set<String> having = recordHolders.get(record.pack());
        having.retainAll(packHolders.get().getOrDefault(record.pack(), Set.of()));
        if (!countHolders(having, missing)) {
          continue;
        }
      }
      index.add(record);
    }
    return new LoadedIndex(index, missing);
  }

  /** Counts who lacks a pack, unless too few have it: then nothing new refers to it. */
  private boolean countHolders(Set<String> having, Map<String, Long> missing) {
    List<String> active = repository.activeStoreIds();
    if (active.stream().filter(having::contains).count() < minimumCopies) {
      return false;
    }
    active.stream()
        .filter(id -> !having.contains(id))
        .forEach(id -> missing.merge(id, 1L, Long::sum));
    return true;
  }

  private List<List<IndexRecord>> readAll(List<ListedObject> objects) throws IOException {
    List<Callable<List<IndexRecord>>> reads = new ArrayList<>();
    for (ListedObject object : objects) {
      reads.add(
          () -> IndexRecord.decode(repository.open(object.name(), ObjectType.INDEX, purpose)));
    }
    return Tasks.atOnce(reads);
  }
}
