package io.keepsake.core.vault;

import java.time.Duration;
import java.util.Optional;

/**
 * What is asked about the locks of a vault's objects.
 *
 * @param action whether they are only looked at
 * @param atLeast how long every lock is to last from now on; empty for half the time of a
 *     provider's own rule, so that not every lock is set anew each time
 * @param provider the id of the only provider that is meant; empty for all
 */
public record LockRequest(Action action, Optional<Duration> atLeast, Optional<String> provider) {

  /** What is done about locks that are too short. */
  public enum Action {
    /** They are counted. */
    LOOK,
    /** They are made as long as the provider's rule says, counted from now. */
    EXTEND
  }

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LockRequest {
    if (atLeast.filter(time -> !time.isPositive()).isPresent()) {
      throw new IllegalArgumentException("Locks are to last for some time: " + atLeast.get());
    }
  }
}
