package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.HashNumbers;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.spi.storage.ObjectName;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all index objects of a vault. */
public final class IndexLoader {

  private static final Logger LOG = LoggerFactory.getLogger(IndexLoader.class);

  private static final int AT_ONCE = 16;
  private static final int ATTEMPTS = 5;

  private final Repository repository;
  private final Purpose purpose;
  private final int minimumCopies;

  /** Read where an index object cannot be. */
  private Optional<SweptObjects> swept = Optional.empty();

  /** Packs that index objects name: each once, and the stores that name it. */
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

  /**
   * For reading: every pack that any index object names. Where index objects go while they are
   * read, others have taken their place, and all is read again.
   */
  public ChunkIndex forReading() throws IOException {
    List<ObjectName> gone = List.of();
    for (int i = 0; i < ATTEMPTS; i++) {
      ChunkIndex index = new ChunkIndex(repository.indexSpace());
      HashNumbers known = new HashNumbers();
      gone =
          read(
              named(ObjectNames.INDEX, new HashSet<>()),
              (_, record) -> {
                if (known.addIfAbsent(record.pack())) {
                  index.add(record);
                }
              });
      if (gone.isEmpty()) {
        index.settle();
        return index;
      }
      index.close();
    }
    throw new FormatException(gone.getFirst() + " is listed and is nowhere");
  }

  /**
   * For writing: only packs that at least the minimum of stores has, together with an index object
   * that names it. A chunk that too few stores have is stored again, so that a backup never refers
   * to less than the minimum of copies. An index object that a store lacks, because its writer was
   * killed in between, is copied there: without it the store could not restore by itself what the
   * next snapshot refers to.
   *
   * <p>Packs that are condemned or swept are left out. What is so is listed before packs are: a
   * pruner that condemns something later waits for whoever was registered before this was called.
   */
  public LoadedIndex forWriting() throws IOException {
    Set<String> unlisted = new HashSet<>();
    Lacking lacking = new Lacking(repository.activeStoreIds());
    ForgottenNames forgotten = new ForgottenNames();
    Condemnation condemned = condemned(unlisted);
    for (String marks :
        List.of(ObjectNames.SWEPT, ObjectNames.FORGOTTEN, ObjectNames.HOLDS, ObjectNames.FENCES)) {
      List<ListedObject> named = named(marks, unlisted);
      named.forEach(mark -> forgotten.note(mark.name()));
      lacking.note(named);
    }
    lacking.note(named(ObjectNames.KEYS, unlisted));
    Map<Hash, Set<String>> packHolders = new HashMap<>();
    List<ListedObject> packs = new ArrayList<>(named(ObjectNames.PACKS, unlisted));
    packs.removeIf(pack -> forgotten.excludes(pack.name()));
    for (ListedObject pack : packs) {
      packHolders.put(ObjectNames.hashOf(pack.name()).orElseThrow(), pack.lengths().keySet());
    }
    lacking.note(packs);
    List<ListedObject> objects = new ArrayList<>();
    for (ListedObject object : named(ObjectNames.INDEX, unlisted)) {
      if (!forgotten.excludes(object.name())) {
        everywhere(object).ifPresent(objects::add);
      }
    }
    lacking.note(objects);
    lacking.note(
        named(ObjectNames.SNAPSHOTS, unlisted).stream()
            .filter(snapshot -> !forgotten.excludes(snapshot.name()))
            .toList());
    ChunkIndex index = stored(read(objects), packHolders, condemned);
    return new LoadedIndex(index, lacking.byStore(unlisted), unlisted);
  }

  /** What is condemned; everything, where that cannot be read. */
  private Condemnation condemned(Set<String> unlisted) throws IOException {
    PruneMarkReader reader =
        new PruneMarkReader(
            repository,
            purpose,
            (name, problem) ->
                LOG.warn("{} {}; what is in the vault already is stored again", name, problem));
    return Condemnation.of(reader.condemned(unlisted::add).values());
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
    read(
        objects,
        (object, record) -> {
          records.byPack().putIfAbsent(record.pack(), record);
          records
              .namedAt()
              .computeIfAbsent(record.pack(), _ -> new HashSet<>())
              .addAll(object.lengths().keySet());
        });
    return records;
  }

  /** Is told of a pack that an index object names. */
  private interface RecordVisitor {
    void record(ListedObject object, IndexRecord record) throws IOException;
  }

  /** Reads index objects, some at once; those that were deleted before they were read. */
  private List<ObjectName> read(List<ListedObject> objects, RecordVisitor visitor)
      throws IOException {
    List<ObjectName> gone = new ArrayList<>();
    for (int from = 0; from < objects.size(); from += AT_ONCE) {
      List<ListedObject> some = objects.subList(from, Math.min(objects.size(), from + AT_ONCE));
      List<Optional<List<IndexRecord>>> read = readAll(some);
      for (int i = 0; i < some.size(); i++) {
        if (read.get(i).isEmpty()) {
          gone.add(some.get(i).name());
        }
        for (IndexRecord record : read.get(i).orElse(List.of())) {
          visitor.record(some.get(i), record);
        }
      }
    }
    return gone;
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
  private ChunkIndex stored(
      Records records, Map<Hash, Set<String>> packHolders, Condemnation condemned)
      throws IOException {
    ChunkIndex index = new ChunkIndex(repository.indexSpace());
    List<String> active = repository.activeStoreIds();
    for (IndexRecord record : records.byPack().values()) {
      Set<String> named = records.namedAt().get(record.pack());
      Set<String> holders = packHolders.getOrDefault(record.pack(), Set.of());
      long copies =
          active.stream().filter(id -> named.contains(id) && holders.contains(id)).count();
      if (copies >= minimumCopies && !condemned.has(record.pack())) {
        index.add(record);
      }
    }
    index.settle();
    return index;
  }

  private List<Optional<List<IndexRecord>>> readAll(List<ListedObject> objects) throws IOException {
    List<Callable<Optional<List<IndexRecord>>>> reads = new ArrayList<>();
    objects.forEach(object -> reads.add(() -> read(object.name())));
    return Tasks.atOnce(reads);
  }

  /** What an index object names; empty if every store says that it is gone. */
  private Optional<List<IndexRecord>> read(ObjectName name) throws IOException {
    try {
      return Optional.of(IndexRecord.decode(repository.open(name, ObjectType.INDEX, purpose)));
    } catch (ReplicationException e) {
      if (e.isMissingEverywhere()) {
        return Optional.empty();
      }
      if (isSwept(name)) {
        return Optional.of(List.of()); // its successors name what is left of it
      }
      throw e;
    }
  }

  /** Whether a pruner wrote that it counts as absent, so that a bad copy of it says nothing. */
  private synchronized boolean isSwept(ObjectName name) throws IOException {
    if (swept.isEmpty()) {
      PruneMarkReader reader = new PruneMarkReader(repository, purpose, (_, _) -> {});
      swept = Optional.of(SweptObjects.read(reader, new HashSet<>()));
    }
    return swept.get().has(name);
  }
}
