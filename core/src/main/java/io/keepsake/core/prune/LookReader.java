package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.Fences;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.MarkSpreading;
import io.keepsake.core.repository.Outage;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads all that decides what may be deleted, as often as it is asked to. What cannot be read stops
 * it: in doubt nothing is deleted.
 */
final class LookReader implements AutoCloseable {

  private static final int ATTEMPTS = 10;

  private final Repository repository;
  private final Quorum quorum;
  private final Aim aim;
  private final PruneMarkReader marks;
  private final BiConsumer<ObjectName, String> damage;
  private final IndexReading reading;

  /** What was not listed to its end in the look that is made. */
  private final Set<String> unlisted = new HashSet<>();

  /** For what it looks. */
  enum Aim {
    /** To say what would be done; nothing is written. */
    PREVIEW,
    /** To delete: what that relies on is put where nobody can miss it. */
    PRUNING
  }

  /**
   * A reader for one look or several, one at a time.
   *
   * @param damage is told of what cannot be opened and does not matter
   */
  LookReader(Repository repository, Quorum quorum, Aim aim, BiConsumer<ObjectName, String> damage) {
    this.repository = repository;
    this.aim = aim;
    this.quorum = quorum;
    this.damage = damage;
    this.marks = new PruneMarkReader(repository, Purpose.PRUNE, damage, Outage.FAILS);
    this.reading = new IndexReading(repository);
  }

  /**
   * Looks. Snapshots are listed before the index is, so that it has all that they refer to. Of an
   * earlier look nothing may be used any more.
   *
   * @param remembered snapshots that were seen before, and count in any case
   */
  Look read(Map<Hash, SnapshotManifest> remembered) throws IOException {
    unlisted.clear();
    Map<Hash, SnapshotManifest> snapshots = new LinkedHashMap<>(remembered);
    Map<Hash, ListedObject> all = listSnapshots();
    Set<String> withSnapshots = new HashSet<>();
    for (Hash id : counting(all.keySet())) {
      withSnapshots.addAll(all.get(id).lengths().keySet());
      if (!snapshots.containsKey(id)) {
        snapshots.put(id, manifest(id));
      }
    }
    Map<Hash, Optional<PruneMark>> condemned = marks.condemned(unlisted::add);
    SweptObjects swept = swept();
    ListedObjects indexes =
        repository.list(ObjectNames.INDEX, ObjectNames::index, Purpose.PRUNE, unlisted::add);
    IndexReading.Content content = reading.read(indexes, swept);
    ListedObjects packs =
        repository.list(ObjectNames.PACKS, ObjectNames::pack, Purpose.PRUNE, unlisted::add);
    Set<String> listed = quorum.without(unlisted);
    quorum.require(listed, "list everything");
    Listing listing = listing(packs, listed);
    return new Look(
        listed,
        Set.copyOf(unlisted),
        withSnapshots,
        snapshots,
        listing,
        listing(indexes, listed),
        content.named(),
        content.index(),
        new PackNumbers(content.index().packs(), listing),
        swept,
        condemned);
  }

  private Listing listing(ListedObjects objects, Set<String> listed) {
    StoreMasks masks = StoreMasks.of(repository.replicas());
    return new Listing(objects, masks, masks.of(listed));
  }

  private SweptObjects swept() throws IOException {
    Map<ListedObject, Optional<PruneMark>> records = marks.swept(unlisted::add);
    Fences fences = marks.fences(unlisted::add);
    spread(fences.objects());
    return SweptObjects.of(records, fences);
  }

  private Map<Hash, ListedObject> listSnapshots() throws IOException {
    Map<Hash, ListedObject> objects = new LinkedHashMap<>();
    for (ListedObject object :
        repository.list(ObjectNames.SNAPSHOTS, Purpose.PRUNE, unlisted::add)) {
      ObjectNames.hashOf(object.name()).ifPresent(hash -> objects.put(hash, object));
    }
    return objects;
  }

  /** Those of the listed snapshots that are neither forgotten nor void. */
  private Set<Hash> counting(Set<Hash> listed) throws IOException {
    Fences fences = marks.fences(unlisted::add);
    spread(fences.objects());
    Set<Hash> admitted = new HashSet<>();
    fences
        .admitted()
        .forEach(
            (session, ids) -> {
              if (PruneMark.BACKUP.equals(fences.what().get(session))) {
                admitted.addAll(ids);
              }
            });
    admitted.removeAll(listed);
    Set<Hash> asked = new HashSet<>(listed);
    asked.addAll(admitted);
    SnapshotMarks about = forgotten(asked, fences);
    requireHeld(about, listed);
    for (Hash id : admitted) {
      if (!unlisted.isEmpty() && !about.isForgotten(id)) {
        throw new FormatException(
            "snapshot %s is at none of the providers that answer, and a fence says that it counts; nothing was deleted. Run it again when all providers answer"
                .formatted(id.hex()));
      }
    }
    Set<Hash> counting = new HashSet<>(listed);
    counting.removeIf(about::isForgotten);
    return counting;
  }

  /**
   * What is forgotten, for sure: whoever holds one of these from now on sees its tombstone, and
   * holds that were made before are seen.
   */
  private SnapshotMarks forgotten(Set<Hash> asked, Fences fences) throws IOException {
    MarkReader reader = new MarkReader(repository, Purpose.PRUNE, damage);
    SnapshotMarks about = reader.all(asked, fences);
    unlisted.addAll(about.unlisted());
    for (int i = 0; i < ATTEMPTS; i++) {
      List<Hash> relied = asked.stream().filter(about::isForgotten).toList();
      if (!spread(about.reliedOn(relied))) {
        return about;
      }
      about = reader.all(asked, fences);
      unlisted.addAll(about.unlisted());
    }
    throw new FormatException(
        "others forget snapshots all the time, of which providers know that do not see each other"
            + Doubt.KEPT);
  }

  /** What is held and seen nowhere is at a store that does not answer, or gone for good. */
  private void requireHeld(SnapshotMarks about, Set<Hash> listed) throws FormatException {
    for (Hash id : about.holds().keySet()) {
      if (!listed.contains(id) && !unlisted.isEmpty()) {
        throw new FormatException(
            "snapshot %s is held and at none of the providers that answer; nothing was deleted. Run it again when all providers answer, or 'keepsake hold release' it"
                .formatted(id.hex()));
      }
    }
  }

  private boolean spread(List<ListedObject> relied) throws IOException {
    return aim == Aim.PRUNING && new MarkSpreading(repository, quorum.needed()).spread(relied);
  }

  private SnapshotManifest manifest(Hash id) throws IOException {
    try {
      return repository.snapshot(id, Purpose.PRUNE);
    } catch (IOException e) {
      throw Doubt.of(
          "snapshot " + id.hex() + " cannot be read, so that nobody knows what it needs", e);
    }
  }

  /** What an index object names. */
  List<IndexRecord> records(Hash object) throws IOException {
    return reading.records(object);
  }

  /** Frees what is in files: the index of the last look. */
  @Override
  public void close() {
    reading.close();
  }
}
