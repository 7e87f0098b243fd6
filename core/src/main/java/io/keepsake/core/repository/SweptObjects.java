package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What counts as absent, because a pruner wrote that down. Every record that counts was opened, so
 * that it was written by somebody who has the key, and no fence makes it void.
 *
 * @param records names of the records that count, by the objects that they are about
 * @param voided names of records that fences made void
 */
public record SweptObjects(Map<Hash, Set<ObjectName>> records, List<ObjectName> voided) {

  /** Copies the collections. */
  public SweptObjects {
    records = Map.copyOf(records);
    voided = List.copyOf(voided);
  }

  /** Reads all records, and then the fences that may make some void. */
  public static SweptObjects read(PruneMarkReader reader, Set<String> unlisted) throws IOException {
    Map<ListedObject, Optional<PruneMark>> marks = reader.swept(unlisted::add);
    return marks.isEmpty()
        ? new SweptObjects(Map.of(), List.of())
        : of(marks, reader.fences(unlisted::add));
  }

  /** Of all records, and of the fences that were read behind them. */
  public static SweptObjects of(Map<ListedObject, Optional<PruneMark>> marks, Fences fences) {
    Map<Hash, Set<ObjectName>> records = new HashMap<>();
    List<ObjectName> voided = new ArrayList<>();
    marks.forEach(
        (listed, mark) -> {
          ObjectName name = listed.name();
          Hash id = ObjectNames.hashOf(name).orElseThrow();
          if (mark.isPresent() && fences.isVoid(mark.get().session(), id)) {
            voided.add(name);
          } else if (mark.isPresent()) {
            Hash object = mark.get().listed().getFirst();
            records.computeIfAbsent(object, _ -> new HashSet<>()).add(name);
          }
        });
    return new SweptObjects(records, voided);
  }

  /** Whether an object counts as absent. */
  public boolean has(Hash object) {
    return records.containsKey(object);
  }

  /** Whether an object counts as absent; only packs and index objects can. */
  public boolean has(ObjectName name) {
    boolean sweepable =
        name.value().startsWith(ObjectNames.PACKS) || name.value().startsWith(ObjectNames.INDEX);
    return sweepable && ObjectNames.hashOf(name).filter(this::has).isPresent();
  }
}
