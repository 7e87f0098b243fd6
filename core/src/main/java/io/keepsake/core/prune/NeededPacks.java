package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkLocation;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The packs that snapshots need: all that hold a chunk of theirs, but those condemned ones whose
 * needed chunks are in sure places as well.
 */
final class NeededPacks {

  private final Look look;
  private final Set<Hash> condemned;
  private final int minimum;
  private final Map<Hash, Set<String>> namedAt;
  private final Map<Hash, Long> lengths = new HashMap<>();
  private final Map<Hash, Set<String>> foundAt = new HashMap<>();
  private final Map<Hash, Set<String>> heldAt = new HashMap<>();
  private final Set<Hash> packs = new HashSet<>();
  private final Set<Hash> stuck = new HashSet<>();
  private final Map<Hash, Long> used = new HashMap<>();

  private NeededPacks(Look look, Set<Hash> condemned, int minimum) {
    this.look = look;
    this.condemned = condemned;
    this.minimum = minimum;
    this.namedAt = look.namedAt();
    look.index().packs().forEach(pack -> lengths.put(pack.hash(), pack.storedLength()));
  }

  /**
   * Finds them.
   *
   * @param condemned packs that nobody is to refer to any more, or that are to be emptied
   * @param minimum how many stores have to have what is needed
   * @throws FormatException if a chunk is in no pack
   * @throws IOException if what is too much for memory cannot be put into files
   */
  static NeededPacks of(Look look, NeededChunks chunks, Set<Hash> condemned, int minimum)
      throws IOException {
    NeededPacks needed = new NeededPacks(look, condemned, minimum);
    chunks.chunks().forEach(needed::need);
    return needed;
  }

  /** Their hashes. */
  Set<Hash> packs() {
    return packs;
  }

  /**
   * How many bytes of a pack's chunks, before compression, are needed there: a chunk that is in
   * several packs counts in one of them.
   */
  long used(Hash pack) {
    return used.getOrDefault(pack, 0L);
  }

  /**
   * Whether a pack can go once what is needed of it has moved: it is at a store that may be written
   * to, and no store that has it lacks another one that what it has would be left to.
   */
  boolean canLeave(Hash pack) {
    return !stuck.contains(pack) && !heldAt(pack).isEmpty();
  }

  private void need(long high, long low) throws FormatException {
    List<ChunkLocation> places = live(look.index().findAll(high, low));
    if (places.isEmpty()) {
      throw new FormatException(
          "a snapshot needs a chunk that no pack is known to have; nothing was deleted. 'keepsake"
              + " verify' says which; then 'keepsake repair', or forget the snapshot");
    }
    ChunkLocation home = home(places);
    used.merge(home.pack().hash(), (long) home.length(), Long::sum);
    for (ChunkLocation place : places) {
      Hash pack = place.pack().hash();
      if (isSureElsewhere(places, pack) && !isElsewhere(places, pack)) {
        stuck.add(pack);
      }
      if (!condemned.contains(pack) || !isElsewhere(places, pack)) {
        packs.add(pack);
      }
    }
  }

  private List<ChunkLocation> live(List<ChunkLocation> places) {
    return places.stream().filter(place -> look.isLive(place.pack().hash())).toList();
  }

  private ChunkLocation home(List<ChunkLocation> places) {
    return places.stream()
        .filter(place -> isSure(place.pack().hash()))
        .max(Comparator.comparingInt(place -> foundAt(place.pack().hash()).size()))
        .orElse(places.getFirst());
  }

  /**
   * Whether a chunk is in a sure place other than a pack.
   *
   * @param places all packs that have it
   */
  boolean isSureElsewhere(List<ChunkLocation> places, Hash pack) {
    return places.stream()
        .map(place -> place.pack().hash())
        .anyMatch(other -> !other.equals(pack) && isSure(other));
  }

  /**
   * Whether a chunk can be done without in a condemned pack: it is in another one, which each store
   * has that has this one.
   */
  private boolean isElsewhere(List<ChunkLocation> places, Hash pack) {
    return places.stream()
        .map(place -> place.pack().hash())
        .anyMatch(other -> isSure(other) && foundAt(other).containsAll(heldAt(pack)));
  }

  /** Whether a pack is where writers look for it, with an index object, and on no record. */
  private boolean isSure(Hash pack) {
    return !condemned.contains(pack) && foundAt(pack).size() >= minimum;
  }

  /** Ids of the stores that have a pack and an index object that names it. */
  private Set<String> foundAt(Hash pack) {
    return foundAt.computeIfAbsent(
        pack,
        _ -> {
          Set<String> found = new HashSet<>(heldAt(pack));
          found.retainAll(namedAt.getOrDefault(pack, Set.of()));
          return found;
        });
  }

  /** Ids of the stores that were listed and have a pack whole. */
  Set<String> heldAt(Hash pack) {
    return heldAt.computeIfAbsent(pack, _ -> look.packAt(pack, lengths.getOrDefault(pack, 0L)));
  }
}
