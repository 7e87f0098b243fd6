package io.keepsake.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was deleted at a store that others still have.
 *
 * @param packs data packs, by the places of their hashes; guarded by itself
 * @param names other objects
 */
record Gone(BitSet packs, Set<String> names) {

  private static final String PACKS = "gone-packs";
  private static final String NAMES = "gone-names";

  /** What was saved in a directory; nothing, if nothing was. */
  static Gone load(Path directory) throws IOException {
    Set<String> names = ConcurrentHashMap.newKeySet();
    if (!Files.exists(directory.resolve(PACKS))) {
      return new Gone(new BitSet(), names);
    }
    names.addAll(Files.readAllLines(directory.resolve(NAMES)));
    return new Gone(BitSet.valueOf(Files.readAllBytes(directory.resolve(PACKS))), names);
  }

  /** Saves it there. */
  void save(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(NAMES), names);
    synchronized (packs) {
      Files.write(directory.resolve(PACKS), packs.toByteArray());
    }
  }

  /** Whether a data pack is. */
  boolean has(int place) {
    synchronized (packs) {
      return packs.get(place);
    }
  }

  /** Deletes a data pack. */
  void add(int place) {
    synchronized (packs) {
      packs.set(place);
    }
  }
}
