package io.keepsake.core.watch;

import java.time.Duration;

/**
 * What is known of a store when an operation begins. It only orders and delays: which store is
 * asked first, and how long one is waited for that the others can do without. What a store holds,
 * and whether a copy there counts, is never decided by it.
 */
public sealed interface KnownHealth {

  /**
   * The store answers.
   *
   * @param latency how long a call takes there that moves little; positive
   */
  record Answers(Duration latency) implements KnownHealth {

    /**
     * Checks the latency.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Answers {
      if (!latency.isPositive()) {
        throw new IllegalArgumentException("A latency is positive, not " + latency);
      }
    }
  }

  /**
   * The store has not answered for some time.
   *
   * @param reason one sentence for people, without secrets
   */
  record Offline(String reason) implements KnownHealth {}
}
