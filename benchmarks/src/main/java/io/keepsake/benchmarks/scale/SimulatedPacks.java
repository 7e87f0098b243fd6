package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The data packs that a store lists.
 *
 * @param simulation all there are
 * @param gone what of it is deleted
 */
record SimulatedPacks(Simulation simulation, Gone gone) {

  /** The place of a pack's name; empty if it is no data pack, or deleted. */
  OptionalInt find(ObjectName name) {
    OptionalInt place = anyway(name);
    return place.isPresent() && gone.has(place.getAsInt()) ? OptionalInt.empty() : place;
  }

  /** Deletes a data pack; whether it is one. */
  boolean delete(ObjectName name) {
    OptionalInt place = anyway(name);
    place.ifPresent(gone::add);
    return place.isPresent();
  }

  private OptionalInt anyway(ObjectName name) {
    return name.value().startsWith(ObjectNames.PACKS)
        ? ObjectNames.hashOf(name).map(simulation::find).orElse(OptionalInt.empty())
        : OptionalInt.empty();
  }

  /** What a store tells of the pack at a place. */
  ObjectStat stat(int place) {
    return new ObjectStat(
        name(place), simulation.packLength(simulation.packAt(place)), Optional.empty());
  }

  ObjectName name(int place) {
    return ObjectNames.pack(simulation.hashAt(place));
  }

  /** The first place whose name is not before this one, deleted or not. */
  int firstFrom(String from) {
    int low = 0;
    int high = simulation.packs();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (name(middle).value().compareTo(from) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first place from this one on that is not deleted; the number of packs if there is none. */
  int firstLeft(int from) {
    int place = from;
    while (place < simulation.packs() && gone.has(place)) {
      place++;
    }
    return place;
  }
}
