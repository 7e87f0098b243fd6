package io.keepsake.core.repository;

import io.keepsake.core.index.ChunkIndex;
import java.util.Map;

/**
 * The index of a vault as it was when it was read.
 *
 * @param index the chunks
 * @param missingPacks per store, how many of the indexed packs it lacks; stores that lack none are
 *     left out
 */
public record LoadedIndex(ChunkIndex index, Map<String, Long> missingPacks) {

  /** Copies the map. */
  public LoadedIndex {
    missingPacks = Map.copyOf(missingPacks);
  }
}
