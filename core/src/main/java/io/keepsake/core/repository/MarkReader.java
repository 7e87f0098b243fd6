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
    Holds holds = tombstones.isEmpty() ? new Holds(Map.of(), Map.of()) : holds(unlisted);
    Set<Hash> voided = voided(snapshots, fences(unlisted));
    return new SnapshotMarks(tombstones, holds.active(), holds.ends(), voided, unlisted);
  }

  /** The tombstones of these snapshots, and all holds. */
  public SnapshotMarks all(Collection<Hash> snapshots) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Fences fences = fences(unlisted);
    SnapshotMarks marks = all(snapshots, fences);
    unlisted.addAll(marks.unlisted());
    return new SnapshotMarks(
        marks.tombstones(), marks.holds(), marks.ends(), marks.voided(), unlisted);
  }

  /**
   * The same.
   *
   * @param fences of which it is known already that nobody can miss one
   */
  public SnapshotMarks all(Collection<Hash> snapshots, Fences fences) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Map<Hash, List<ListedObject>> tombstones = tombstones(snapshots, unlisted);
    Holds holds = holds(unlisted);
    return new SnapshotMarks(
        tombstones, holds.active(), holds.ends(), voided(snapshots, fences), unlisted);
  }

  private Fences fences(Set<String> unlisted) throws IOException {
    return new PruneMarkReader(repository, purpose, damage).fences(unlisted::add);
  }

  /** Those that a fence does not admit. They are read only where there is a fence. */
  private Set<Hash> voided(Collection<Hash> snapshots, Fences fences) throws IOException {
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

  /**
   * Holds that are active, and ends of others.
   *
   * @param active by the snapshots that they are on
   * @param ends by the snapshots that the holds were on
   */
  private record Holds(Map<Hash, List<ActiveHold>> active, Map<Hash, List<ListedObject>> ends) {}

  private Holds holds(Set<String> unlisted) throws IOException {
    Map<ObjectName, ListedObject> listed = new LinkedHashMap<>();
    marks(ObjectNames.HOLDS, unlisted).forEach(each -> listed.put(each.name(), each));
    Map<ObjectName, Optional<SnapshotMark>> marks =
        readAll(List.copyOf(listed.keySet()), ObjectType.HOLD);
    Set<Hash> ended = new HashSet<>();
    Map<Hash, List<ListedObject>> ends = new LinkedHashMap<>();
    marks.forEach(
        (name, mark) ->
            mark.flatMap(SnapshotMark::ended)
                .ifPresent(
                    hold -> {
                      ended.add(hold);
                      ends.computeIfAbsent(subject(name), _ -> new ArrayList<>())
                          .add(listed.get(name));
                    }));
    Map<Hash, List<ActiveHold>> active = new LinkedHashMap<>();
    marks.forEach(
        (name, mark) -> {
          Hash id = ObjectNames.hashOf(name).orElseThrow();
          if (mark.flatMap(SnapshotMark::ended).isEmpty() && !ended.contains(id)) {
            active
                .computeIfAbsent(subject(name), _ -> new ArrayList<>())
                .add(new ActiveHold(id, mark));
          }
        });
    return new Holds(active, ends);
  }

  private static Hash subject(ObjectName mark) {
    return ObjectNames.markedSnapshot(mark).orElseThrow();
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
