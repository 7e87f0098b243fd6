package io.keepsake.core.retention;

import java.util.Map;
import java.util.Optional;

/**
 * Which snapshots a policy is for; all others are left alone.
 *
 * @param host only those of this machine
 * @param path only those that have this path among what was backed up
 * @param labels only those that have all of these labels
 */
public record Selection(Optional<String> host, Optional<String> path, Map<String, String> labels) {

  /** All snapshots. */
  public static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Map.of());

  /** Copies the map. */
  public Selection {
    labels = Map.copyOf(labels);
  }

  boolean takes(Candidate candidate) {
    return host.map(candidate.host()::equals).orElse(true)
        && path.map(candidate.paths()::contains).orElse(true)
        && candidate.labels().entrySet().containsAll(labels.entrySet());
  }
}
