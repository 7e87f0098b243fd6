package io.keepsake.monitor.alert.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Looks at facts and says whether something is wrong. Without state. */
public interface Rule {

  /** Its name, such as {@code provider-offline}: the first half of an alert's identity. */
  String name();

  /** What kind of thing it is about. */
  Scope scope();

  /** How many measurements in a row it takes. */
  default Confirmation confirmation() {
    return Confirmation.AT_ONCE;
  }

  /** Names of the rules whose alerts about the same subject make one of this rule needless. */
  default Set<String> mutedBy() {
    return Set.of();
  }

  /**
   * Looks at one fact.
   *
   * @param now the time to measure ages by
   * @return what it says; empty if the fact does not concern it or leaves it open
   */
  Optional<Finding> look(Observation observation, Instant now);
}
