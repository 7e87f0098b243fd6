package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.SnapshotManifestCodec;
import io.keepsake.core.format.SnapshotMark;
import io.keepsake.core.format.SnapshotMarkCodec;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.SnapshotMarks.ActiveHold;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads tombstones and holds. What cannot be opened is told, and read in favour of keeping: a
 * tombstone does not count, and a hold does.
 *
 * @param repository where they are
 * @param purpose for what they are read
 * @param damage is told of names of objects that cannot be opened, with the reason
 */
public record MarkReader(
    Repository repository, Purpose purpose, BiConsumer<ObjectName, String> damage) {

  /**
   * The tombstones of these snapshots, and all holds on them. Holds are looked for only where there
   * is a tombstone that they could beat.
   */
  public SnapshotMarks ofListed(Collection<Hash> snapshots) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Map<Hash, List<ListedObject>> tombstones = tombstones(snapshots, unlisted);
    Map<Hash, List<ActiveHold>> holds = tombstones.isEmpty() ? Map.of() : holds(unlisted);
    return new SnapshotMarks(tombstones, holds, voided(snapshots, unlisted), unlisted);
  }

  /** The tombstones of these snapshots, and all holds. */
  public SnapshotMarks all(Collection<Hash> snapshots) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Map<Hash, List<ListedObject>> tombstones = tombstones(snapshots, unlisted);
    return new SnapshotMarks(tombstones, holds(unlisted), voided(snapshots, unlisted), unlisted);
  }

  /** Those that a fence does not admit. They are read only where there is a fence. */
  private Set<Hash> voided(Collection<Hash> snapshots, Set<String> unlisted) throws IOException {
    Fences fences = new PruneMarkReader(repository, purpose, damage).fences(unlisted::add);
    if (fences.isEmpty()) {
      return Set.of();
    }
    List<ObjectName> names = snapshots.stream().map(ObjectNames::snapshot).toList();
    Set<Hash> voided = new HashSet<>();
    new SealedMarks(repository, purpose, (_, _) -> {}) // whoever reads them is told of damage
        .read(names, ObjectType.SNAPSHOT, (_, plaintext) -> SnapshotManifestCodec.decode(plaintext))
        .forEach(
            (name, manifest) -> {
              Hash id = ObjectNames.hashOf(name).orElseThrow();
              if (manifest.filter(each -> fences.isVoid(each.session(), id)).isPresent()) {
                voided.add(id);
              }
            });
    return voided;
  }

  private Map<Hash, List<ListedObject>> tombstones(Collection<Hash> snapshots, Set<String> unlisted)
      throws IOException {
    Set<Hash> wanted = new HashSet<>(snapshots);
    Map<ObjectName, ListedObject> listed = new LinkedHashMap<>();
    for (ListedObject each : marks(ObjectNames.FORGOTTEN, unlisted)) {
      if (wanted.contains(ObjectNames.markedSnapshot(each.name()).orElseThrow())) {
        listed.put(each.name(), each);
      }
    }
    Map<Hash, List<ListedObject>> found = new LinkedHashMap<>();
    readAll(List.copyOf(listed.keySet()), ObjectType.FORGOTTEN)
        .forEach(
            (name, mark) ->
                mark.ifPresent(
                    tombstone ->
                        found
                            .computeIfAbsent(tombstone.snapshot(), _ -> new ArrayList<>())
                            .add(listed.get(name))));
    return found;
  }

  private Map<Hash, List<ActiveHold>> holds(Set<String> unlisted) throws IOException {
    Map<Hash, Hash> snapshots = new LinkedHashMap<>();
    Map<Hash, Optional<SnapshotMark>> marks = new HashMap<>();
    Set<Hash> ended = new HashSet<>();
    List<ObjectName> names =
        marks(ObjectNames.HOLDS, unlisted).stream().map(ListedObject::name).toList();
    readAll(names, ObjectType.HOLD)
        .forEach(
            (name, mark) -> {
              Hash id = ObjectNames.hashOf(name).orElseThrow();
              Optional<Hash> end = mark.flatMap(SnapshotMark::ended);
              if (end.isPresent()) {
                ended.add(end.get());
              } else {
                snapshots.put(id, ObjectNames.markedSnapshot(name).orElseThrow());
                marks.put(id, mark);
              }
            });
    Map<Hash, List<ActiveHold>> active = new LinkedHashMap<>();
    snapshots.forEach(
        (id, snapshot) -> {
          if (!ended.contains(id)) {
            active
                .computeIfAbsent(snapshot, _ -> new ArrayList<>())
                .add(new ActiveHold(id, marks.getOrDefault(id, Optional.empty())));
          }
        });
    return active;
  }

  private List<ListedObject> marks(String prefix, Set<String> unlisted) throws IOException {
    return repository.list(prefix, purpose, unlisted::add).stream()
        .filter(each -> ObjectNames.markedSnapshot(each.name()).isPresent())
        .toList();
  }

  /** What marks say; empty, and told, if one cannot be opened or belongs to another snapshot. */
  private Map<ObjectName, Optional<SnapshotMark>> readAll(List<ObjectName> names, ObjectType type)
      throws IOException {
    return new SealedMarks(repository, purpose, damage)
        .read(
            names,
            type,
            (name, plaintext) -> {
              SnapshotMark mark = SnapshotMarkCodec.decode(plaintext);
              requireRight(name, type, mark);
              return mark;
            });
  }

  private static void requireRight(ObjectName name, ObjectType type, SnapshotMark mark)
      throws FormatException {
    if (!ObjectNames.markedSnapshot(name).equals(Optional.of(mark.snapshot()))) {
      throw new FormatException("it is about another snapshot than its name");
    }
    if (type == ObjectType.FORGOTTEN && mark.ended().isPresent()) {
      throw new FormatException("a tombstone ends no hold");
    }
  }
}
