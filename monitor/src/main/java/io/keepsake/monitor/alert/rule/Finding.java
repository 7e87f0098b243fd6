package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;
import java.util.Map;

/** What a rule says of its subject. */
public sealed interface Finding {

  /** What it is about. */
  String subject();

  /**
   * When what it rests on was measured. The same measurement seen again is not counted again by a
   * {@link Confirmation}.
   */
  Instant asOf();

  /** One sentence for people, without a full stop. */
  String summary();

  /** How bad it is; {@link Severity#RESOLVED} if it is not. */
  Severity severity();

  /** Measured values by their names. */
  Map<String, String> facts();

  /** Nothing is wrong. */
  record Well(String subject, Instant asOf, String summary) implements Finding {

    @Override
    public Severity severity() {
      return Severity.RESOLVED;
    }

    @Override
    public Map<String, String> facts() {
      return Map.of();
    }
  }

  /** Something is wrong; the summary says what to do. */
  record Trouble(
      String subject, Instant asOf, Severity severity, String summary, Map<String, String> facts)
      implements Finding {

    /**
     * Copies the facts.
     *
     * @throws IllegalArgumentException if the severity is that of something that is over
     */
    public Trouble {
      if (severity == Severity.RESOLVED) {
        throw new IllegalArgumentException("Trouble is not resolved");
      }
      facts = Map.copyOf(facts);
    }
  }
}
