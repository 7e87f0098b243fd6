package io.keepsake.core.failover;

import java.time.Duration;

/**
 * When a read that takes long is made at a second store as well, as a hedge (Jeffrey Dean and Luiz
 * André Barroso, "The Tail at Scale", Communications of the ACM 56(2), 2013): not before a time
 * that the user chose, nor before {@value #PATIENCE} times what the store usually takes. So that
 * stores which are all slow are not made slower, one read in {@value #READS_FOR_ONE} is hedged at
 * most, in the long run, and {@value #MOST_AT_ONCE} at the same time. Safe for many threads.
 */
public final class Hedging {

  private static final int PATIENCE = 4;
  private static final int READS_FOR_ONE = 20;
  private static final int MOST_AT_ONCE = 2;
  private static final int MOST_SAVED = 4 * READS_FOR_ONE;

  private final Duration after;
  private int saved = MOST_SAVED;
  private int underWay;

  /**
   * Hedges reads.
   *
   * @param after no read is made twice before it has taken so long
   * @throws IllegalArgumentException if that is no time
   */
  public Hedging(Duration after) {
    if (!after.isPositive()) {
      throw new IllegalArgumentException("Reads cannot be hedged after no time");
    }
    this.after = after;
  }

  /**
   * A read begins.
   *
   * @param expected how long it usually takes
   * @return how long to wait for it alone
   */
  public synchronized Duration patience(Duration expected) {
    saved = Math.min(MOST_SAVED, saved + 1);
    Duration usual = expected.multipliedBy(PATIENCE);
    return usual.compareTo(after) > 0 ? usual : after;
  }

  /** Whether a read may be made a second time now. Who may says {@link #ended} afterwards. */
  public synchronized boolean mayBegin() {
    if (saved < READS_FOR_ONE || underWay == MOST_AT_ONCE) {
      return false;
    }
    saved -= READS_FOR_ONE;
    underWay++;
    return true;
  }

  /** One that was made a second time is over. */
  public synchronized void ended() {
    underWay--;
  }
}
