package io.keepsake.core.vault;

import io.keepsake.core.failover.Deadlines;
import io.keepsake.core.failover.Hedging;
import io.keepsake.core.store.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a store that does not answer, or fails, is waited for and tried again.
 *
 * @param tries most tries of one call, the first included; at least 1
 * @param firstPause the longest pause before the second try; it doubles with each further one
 * @param longestPause where the doubling ends
 * @param deadline no try of a call begins later than this after its first one
 * @param call how long one try may take that moves few bytes
 * @param hedgeReads a read that takes longer than this, and than the store usually takes, is made
 *     at a second store as well: {@link Hedging}; empty to make each at one store after the other
 */
public record Patience(
    int tries,
    Duration firstPause,
    Duration longestPause,
    Duration deadline,
    Duration call,
    Optional<Duration> hedgeReads) {

  /** A vault is opened without the stores that take longer, which may join later. */
  private static final Duration LONGEST_OPENING = Duration.ofSeconds(15);

  /** Rides out a restart of a service, not an outage. */
  public static final Patience STANDARD =
      new Patience(
          RetryPolicy.STANDARD.tries(),
          RetryPolicy.STANDARD.firstPause(),
          RetryPolicy.STANDARD.longestPause(),
          RetryPolicy.STANDARD.deadline(),
          Deadlines.STANDARD.call(),
          Optional.empty());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there is no try, a duration is negative, or a call may take
   *     no time, or reads are hedged after no time
   */
  public Patience {
    new RetryPolicy(tries, firstPause, longestPause, deadline);
    new Deadlines(call, Deadlines.STANDARD.bytesPerSecond());
    hedgeReads.ifPresent(Hedging::new);
  }

  /** With reads that are not hedged. */
  public Patience(
      int tries, Duration firstPause, Duration longestPause, Duration deadline, Duration call) {
    this(tries, firstPause, longestPause, deadline, call, Optional.empty());
  }

  /** With calls that may take as long as usual. */
  public Patience(int tries, Duration firstPause, Duration longestPause, Duration deadline) {
    this(tries, firstPause, longestPause, deadline, Deadlines.STANDARD.call());
  }

  /** The same, with reads that are hedged after so long. */
  public Patience withHedgedReads(Duration after) {
    return new Patience(tries, firstPause, longestPause, deadline, call, Optional.of(after));
  }

  Optional<Hedging> hedging() {
    return hedgeReads.map(Hedging::new);
  }

  RetryPolicy policy() {
    return new RetryPolicy(tries, firstPause, longestPause, deadline);
  }

  Deadlines deadlines() {
    return new Deadlines(call, Deadlines.STANDARD.bytesPerSecond());
  }

  /**
   * How long for one that is known to be offline, while the others suffice: long enough to see that
   * it is back after all.
   */
  Duration briefOpening() {
    return opening().dividedBy(8);
  }

  /** How long a store may take to be opened, and to tell its header. */
  Duration opening() {
    return call.compareTo(LONGEST_OPENING) < 0 ? call : LONGEST_OPENING;
  }
}
