package io.keepsake.monitor.dashboard;

import io.keepsake.core.placement.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One snapshot and whether enough providers have it.
 *
 * @param id its 64 digits
 * @param time when the backup began
 * @param host which machine was backed up
 * @param paths what was backed up
 * @param labels as the user gave them
 * @param copies ids of the providers that can restore it alone
 * @param verdict whether these are enough
 */
public record SnapshotCard(
    String id,
    Instant time,
    String host,
    List<String> paths,
    Map<String, String> labels,
    List<String> copies,
    Verdict verdict) {

  /**
   * Copies the lists, and the labels in the order of their names.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  public SnapshotCard {
    if (id.isBlank()) {
      throw new IllegalArgumentException("A snapshot has an id");
    }
    paths = List.copyOf(paths);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    copies = List.copyOf(copies);
  }
}
