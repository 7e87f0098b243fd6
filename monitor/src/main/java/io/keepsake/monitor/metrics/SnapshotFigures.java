package io.keepsake.monitor.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a vault holds.
 *
 * @param count how many snapshots
 * @param oldest when the first was made, if there is one
 * @param newest when the last was made, if there is one
 * @param newestFiles files in the last
 * @param newestBytes their size together
 */
public record SnapshotFigures(
    int count,
    Optional<Instant> oldest,
    Optional<Instant> newest,
    OptionalLong newestFiles,
    OptionalLong newestBytes) {

  /**
   * Checks that there are times exactly if there are snapshots.
   *
   * @throws IllegalArgumentException if not
   */
  public SnapshotFigures {
    if (count < 0 || oldest.isPresent() != count > 0 || newest.isPresent() != count > 0) {
      throw new IllegalArgumentException("A first and a last there are if there are any");
    }
  }
}
