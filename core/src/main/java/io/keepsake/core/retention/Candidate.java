package io.keepsake.core.retention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A snapshot, as far as policies look at it.
 *
 * @param id its identity
 * @param time when it was made, by the clock of the machine that made it
 * @param host that machine
 * @param paths what was backed up
 * @param labels the user's marks
 */
public record Candidate(
    String id, Instant time, String host, List<String> paths, Map<String, String> labels) {

  /** The newest first; of the same time, by identity, so that the answer is always the same. */
  static final Comparator<Candidate> NEWEST_FIRST =
      Comparator.comparing(Candidate::time).reversed().thenComparing(Candidate::id);

  /** Copies the collections. */
  public Candidate {
    paths = List.copyOf(paths);
    labels = Map.copyOf(labels);
  }
}
