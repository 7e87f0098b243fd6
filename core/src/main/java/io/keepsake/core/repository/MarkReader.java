package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.SnapshotMark;
import io.keepsake.core.format.SnapshotMarkCodec;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.SnapshotMarks.ActiveHold;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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

  private static final int AT_ONCE = 16;

  /**
   * The tombstones of these snapshots, and all holds on them. Holds are looked for only where there
   * is a tombstone that they could beat.
   */
  public SnapshotMarks ofListed(Collection<Hash> snapshots) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Set<Hash> tombstones = tombstones(snapshots, unlisted);
    Map<Hash, List<ActiveHold>> holds = tombstones.isEmpty() ? Map.of() : holds(unlisted);
    return new SnapshotMarks(tombstones, holds, unlisted);
  }

  /** The tombstones of these snapshots, and all holds. */
  public SnapshotMarks all(Collection<Hash> snapshots) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Set<Hash> tombstones = tombstones(snapshots, unlisted);
    return new SnapshotMarks(tombstones, holds(unlisted), unlisted);
  }

  private Set<Hash> tombstones(Collection<Hash> snapshots, Set<String> unlisted)
      throws IOException {
    Set<Hash> wanted = new HashSet<>(snapshots);
    List<ObjectName> names =
        names(ObjectNames.FORGOTTEN, unlisted).stream()
            .filter(name -> wanted.contains(ObjectNames.markedSnapshot(name).orElseThrow()))
            .toList();
    Set<Hash> found = new HashSet<>();
    readAll(names, ObjectType.FORGOTTEN)
        .forEach((_, mark) -> mark.ifPresent(tombstone -> found.add(tombstone.snapshot())));
    return found;
  }

  private Map<Hash, List<ActiveHold>> holds(Set<String> unlisted) throws IOException {
    Map<Hash, Hash> snapshots = new LinkedHashMap<>();
    Map<Hash, Optional<SnapshotMark>> marks = new HashMap<>();
    Set<Hash> ended = new HashSet<>();
    readAll(names(ObjectNames.HOLDS, unlisted), ObjectType.HOLD)
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

  private List<ObjectName> names(String prefix, Set<String> unlisted) throws IOException {
    return repository.list(prefix, purpose, unlisted::add).stream()
        .map(ListedObject::name)
        .filter(name -> ObjectNames.markedSnapshot(name).isPresent())
        .toList();
  }

  private Map<ObjectName, Optional<SnapshotMark>> readAll(List<ObjectName> names, ObjectType type)
      throws IOException {
    Map<ObjectName, Optional<SnapshotMark>> marks = new LinkedHashMap<>();
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<ObjectName> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
      List<Callable<Optional<SnapshotMark>>> reads = new ArrayList<>();
      some.forEach(name -> reads.add(() -> read(name, type)));
      List<Optional<SnapshotMark>> read = Tasks.atOnce(reads);
      for (int i = 0; i < some.size(); i++) {
        marks.put(some.get(i), read.get(i));
      }
    }
    return marks;
  }

  /** What a mark says; empty, and told, if it cannot be opened or belongs to another snapshot. */
  private Optional<SnapshotMark> read(ObjectName name, ObjectType type) throws IOException {
    try {
      SnapshotMark mark = SnapshotMarkCodec.decode(repository.open(name, type, purpose));
      requireRight(name, type, mark);
      return Optional.of(mark);
    } catch (IOException e) {
      if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      damage.accept(name, "no store has a good copy: " + e.getMessage());
      return Optional.empty();
    }
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
