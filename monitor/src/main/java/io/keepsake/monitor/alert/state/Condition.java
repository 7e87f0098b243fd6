package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is believed to be so.
 *
 * @param severity how bad
 * @param summary one sentence for people
 * @param facts measured values
 * @param since when it began, of what is over too
 * @param ended when it was over
 */
public record Condition(
    Severity severity,
    String summary,
    Map<String, String> facts,
    Instant since,
    Optional<Instant> ended) {

  /**
   * Copies the facts.
   *
   * @throws IllegalArgumentException if it has an end and is not over, or the other way round
   */
  public Condition {
    if (ended.isPresent() != (severity == Severity.RESOLVED)) {
      throw new IllegalArgumentException("A condition is over exactly when it has ended");
    }
    facts = Map.copyOf(facts);
  }
}
