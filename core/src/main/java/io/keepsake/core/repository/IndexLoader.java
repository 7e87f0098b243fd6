package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicationException;
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
import java.util.stream.Collectors;

/** Reads all index objects of a vault. */
public final class IndexLoader {

  private static final int AT_ONCE = 16;

  private final Repository repository;
  private final Purpose purpose;
  private final int minimumCopies;

  /** Packs by the index objects that name them: each once, and the stores that name it. */
  private record Records(Map<Hash, IndexRecord> byPack, Map<Hash, Set<String>> namedAt) {}

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
    ChunkIndex index = new ChunkIndex();
    for (IndexRecord record : read(named(ObjectNames.INDEX, new HashSet<>())).byPack().values()) {
      index.add(record);
    }
    return index;
  }

  /**
   * For writing: only packs that at least the minimum of stores has, together with an index object
   * that names it. A chunk that too few stores have is stored again, so that a backup never refers
   * to less than the minimum of copies. An index object that a store lacks, because its writer was
   * killed in between, is copied there: without it the store could not restore by itself what the
   * next snapshot refers to.
   */
  public LoadedIndex forWriting() throws IOException {
    Set<String> unlisted = new HashSet<>();
    Lacking lacking = new Lacking(repository.activeStoreIds());
    ForgottenNames forgotten = new ForgottenNames();
    for (String marks : List.of(ObjectNames.FORGOTTEN, ObjectNames.HOLDS)) {
      List<ListedObject> named = named(marks, unlisted);
      named.forEach(mark -> forgotten.note(mark.name()));
      lacking.note(named);
    }
    lacking.note(named(ObjectNames.KEYS, unlisted));
    Map<Hash, Set<String>> packHolders = new HashMap<>();
    List<ListedObject> packs = named(ObjectNames.PACKS, unlisted);
    for (ListedObject pack : packs) {
      packHolders.put(ObjectNames.hashOf(pack.name()).orElseThrow(), pack.lengths().keySet());
    }
    lacking.note(packs);
    List<ListedObject> objects = new ArrayList<>();
    for (ListedObject object : named(ObjectNames.INDEX, unlisted)) {
      everywhere(object).ifPresent(objects::add);
    }
    lacking.note(objects);
    lacking.note(
        named(ObjectNames.SNAPSHOTS, unlisted).stream()
            .filter(snapshot -> !forgotten.excludes(snapshot.name()))
            .toList());
    ChunkIndex index = stored(read(objects), packHolders);
    return new LoadedIndex(index, lacking.byStore(unlisted), unlisted);
  }

  /**
   * The objects of the vault with that prefix, and who has them whole by what is listed; stores
   * that cannot be listed are added to a set.
   */
  private List<ListedObject> named(String prefix, Set<String> unlisted) throws IOException {
    return repository.list(prefix, purpose, unlisted::add).stream()
        .filter(object -> ObjectNames.hashOf(object.name()).isPresent())
        .map(object -> repository.replicas().whole(object, purpose))
        .toList();
  }

  private Records read(List<ListedObject> objects) throws IOException {
    Records records = new Records(new LinkedHashMap<>(), new HashMap<>());
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<ListedObject> some = objects.subList(from, Math.min(objects.size(), from + AT_ONCE));
      List<List<IndexRecord>> read = readAll(some);
      for (int i = 0; i < some.size(); i++) {
        for (IndexRecord record : read.get(i)) {
          records.byPack().putIfAbsent(record.pack(), record);
          records
              .namedAt()
              .computeIfAbsent(record.pack(), _ -> new HashSet<>())
              .addAll(some.get(i).lengths().keySet());
        }
      }
    }
    return records;
  }

  /**
   * Makes sure that every active store has an index object; empty if none has it but for a listing
   * that was wrong, or not right any more. What it named is stored again.
   */
  private Optional<ListedObject> everywhere(ListedObject object) throws IOException {
    if (object.lengths().keySet().containsAll(repository.activeStoreIds())) {
      return Optional.of(object);
    }
    long length = object.lengths().values().iterator().next();
    try {
      Map<String, Long> lengths =
          repository.copy(object.name(), purpose).stream()
              .collect(Collectors.toMap(id -> id, _ -> length));
      return Optional.of(new ListedObject(object.name(), lengths));
    } catch (ReplicationException e) {
      if (e.isMissingEverywhere()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The packs that enough stores have. A store that has a pack but no index object that names it
   * cannot be restored from alone.
   */
  private ChunkIndex stored(Records records, Map<Hash, Set<String>> packHolders)
      throws FormatException {
    ChunkIndex index = new ChunkIndex();
    List<String> active = repository.activeStoreIds();
    for (IndexRecord record : records.byPack().values()) {
      Set<String> named = records.namedAt().get(record.pack());
      Set<String> holders = packHolders.getOrDefault(record.pack(), Set.of());
      long copies =
          active.stream().filter(id -> named.contains(id) && holders.contains(id)).count();
      if (copies >= minimumCopies) {
        index.add(record);
      }
    }
    return index;
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
