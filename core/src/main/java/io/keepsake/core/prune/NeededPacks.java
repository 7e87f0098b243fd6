package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * The packs that snapshots need: all that hold a chunk of theirs, but those condemned ones whose
 * needed chunks are in sure places as well. Packs go by their numbers in the index.
 */
final class NeededPacks {

  private final Look look;
  private final BitSet condemned;
  private final int minimum;

  /** By pack, the stores that were listed and have it whole. */
  private final long[] heldAt;

  /** By pack, those of them that have an index object which names it, too. */
  private final long[] foundAt;

  private final BitSet packs;
  private final BitSet stuck;
  private final long[] used;

  private NeededPacks(Look look, Set<Hash> condemned, int minimum) {
    this.look = look;
    this.condemned = look.numbers().indexed(condemned);
    this.minimum = minimum;
    int all = look.numbers().indexed();
    heldAt = new long[all];
    foundAt = new long[all];
    used = new long[all];
    packs = new BitSet(all);
    stuck = new BitSet(all);
    look.named().objects().forEach(this::name);
    for (int pack = 0; pack < all; pack++) {
      heldAt[pack] = look.packAt(pack);
      foundAt[pack] &= heldAt[pack];
    }
  }

  private void name(int object) {
    long stores = look.indexes().wholeAt(object);
    look.named().packs(object).forEach(pack -> foundAt[pack] |= stores);
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

  /** How many packs the index has: all numbers are smaller. */
  int size() {
    return used.length;
  }

  /** Whether a pack is needed. */
  boolean has(int pack) {
    return packs.get(pack);
  }

  /** Their numbers; a copy. */
  BitSet packs() {
    return (BitSet) packs.clone();
  }

  /** The stores that were listed and have all of them whole. */
  long allAt() {
    long stores = look.packs().stores().of(look.listed());
    for (int pack = 0; pack < heldAt.length; pack++) {
      stores &= packs.get(pack) ? heldAt[pack] : -1;
    }
    return stores;
  }

  /**
   * How many bytes of a pack's chunks, before compression, are needed there: a chunk that is in
   * several packs counts in one of them.
   */
  long used(int pack) {
    return used[pack];
  }

  /**
   * Whether a pack can go once what is needed of it has moved: it is at a store that may be written
   * to, and no store that has it lacks another one that what it has would be left to.
   */
  boolean canLeave(int pack) {
    return !stuck.get(pack) && heldAt[pack] != 0;
  }

  private void need(long high, long low) throws FormatException {
    List<ChunkLocation> places = live(look.index().findAll(high, low));
    if (places.isEmpty()) {
      throw new FormatException(
          "a snapshot needs a chunk that no pack is known to have; nothing was deleted. 'keepsake"
              + " verify' says which; then 'keepsake repair', or forget the snapshot");
    }
    ChunkLocation home = home(places);
    used[home.pack().number()] += home.length();
    for (ChunkLocation place : places) {
      int pack = place.pack().number();
      boolean elsewhere = isElsewhere(places, pack);
      if (!elsewhere && isSureElsewhere(places, pack)) {
        stuck.set(pack);
      }
      if (!elsewhere || !condemned.get(pack)) {
        packs.set(pack);
      }
    }
  }

  private List<ChunkLocation> live(List<ChunkLocation> places) {
    List<ChunkLocation> live = new ArrayList<>(places.size());
    for (ChunkLocation place : places) {
      if (look.isLive(place.pack().number())) {
        live.add(place);
      }
    }
    return live;
  }

  /** The sure place that most stores have, the first of several; without one the first place. */
  private ChunkLocation home(List<ChunkLocation> places) {
    ChunkLocation home = places.getFirst();
    int most = -1;
    for (ChunkLocation place : places) {
      int pack = place.pack().number();
      int stores = Long.bitCount(foundAt[pack]);
      if (isSure(pack) && stores > most) {
        home = place;
        most = stores;
      }
    }
    return home;
  }

  /**
   * Whether a chunk is in a sure place other than a pack.
   *
   * @param places all packs that have it
   */
  boolean isSureElsewhere(List<ChunkLocation> places, int pack) {
    for (ChunkLocation place : places) {
      int other = place.pack().number();
      if (other != pack && isSure(other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a chunk can be done without in a condemned pack: it is in another one, which each store
   * has that has this one.
   */
  private boolean isElsewhere(List<ChunkLocation> places, int pack) {
    for (ChunkLocation place : places) {
      int other = place.pack().number();
      if (isSure(other) && (heldAt[pack] & ~foundAt[other]) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a pack is where writers look for it, with an index object, and on no record. */
  private boolean isSure(int pack) {
    return !condemned.get(pack) && Long.bitCount(foundAt[pack]) >= minimum;
  }
}
