package io.keepsake.core.vault;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to try without some providers.
 *
 * @param cut ids of the providers that are taken for lost, at least one; they are never asked
 * @param snapshot {@code latest}, or the first 4 or more digits of an id
 * @param extent how much to restore
 * @param scratch an existing directory; what is restored goes into a new one in it, which is
 *     removed at the end
 */
public record DrillRequest(Set<String> cut, String snapshot, Extent extent, Path scratch) {

  /** How much to restore. */
  public sealed interface Extent {}

  /** Everything in the snapshot. */
  public record Everything() implements Extent {}

  /**
   * Some files of each size there is, at most 300 of each size class.
   *
   * @param mostBytes what they have together, at most; 1 or more
   * @param seed the same seed chooses the same files of the same snapshot
   */
  public record Sample(long mostBytes, long seed) implements Extent {
    /**
     * Checks the bytes.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Sample {
      if (mostBytes < 1) {
        throw new IllegalArgumentException("A sample has 1 byte or more, not " + mostBytes);
      }
    }
  }

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if no provider is cut out
   */
  public DrillRequest {
    cut = Set.copyOf(cut);
    if (cut.isEmpty()) {
      throw new IllegalArgumentException("A drill is without at least one provider");
    }
  }
}
