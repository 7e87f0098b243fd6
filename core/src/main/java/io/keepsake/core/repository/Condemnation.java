package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PruneMark;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What writers are not to refer to.
 *
 * @param objects packs and index objects, by their hashes
 * @param everything whether a record cannot be read, so that anything may be on it
 */
public record Condemnation(Set<Hash> objects, boolean everything) {

  /** Copies the set. */
  public Condemnation {
    objects = Set.copyOf(objects);
  }

  /** Of all records; empty ones cannot be read. */
  public static Condemnation of(Collection<Optional<PruneMark>> records) {
    Set<Hash> objects = new HashSet<>();
    records.forEach(record -> record.ifPresent(mark -> objects.addAll(mark.listed())));
    return new Condemnation(objects, records.stream().anyMatch(Optional::isEmpty));
  }

  /** Whether a pack or an index object is condemned. */
  public boolean has(Hash object) {
    return everything || objects.contains(object);
  }
}
