package io.keepsake.core.repository;

import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The index of a vault as it was when it was read.
 *
 * @param index the chunks
 * @param lacking per store that was listed, what it lacks that another one has, in the order in
 *     which it is to be copied; stores that lack nothing are left out
 * @param unlisted stores of which it is not known what they have
 */
public record LoadedIndex(
    ChunkIndex index, Map<String, List<ObjectName>> lacking, Set<String> unlisted) {

  /** Copies the collections. */
  public LoadedIndex {
    lacking = Map.copyOf(lacking);
    unlisted = Set.copyOf(unlisted);
  }
}
