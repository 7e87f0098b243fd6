package io.keepsake.monitor.schedule;

import java.util.Locale;

/** What a job does with a vault. */
public enum JobVerb {
  /** Files become a snapshot. */
  BACKUP(Sharing.SHARES),
  /** Snapshots that no rule keeps are given up. */
  FORGET(Sharing.ALONE),
  /** What no snapshot needs is deleted. */
  PRUNE(Sharing.ALONE),
  /** What is stored is compared with what should be. */
  VERIFY(Sharing.SHARES),
  /** Providers get what they lack. */
  REPAIR(Sharing.SHARES),
  /** A provider is lost on purpose, and a restore tried. */
  DRILL(Sharing.SHARES);

  /** Whether a job runs beside others of its vault. */
  enum Sharing {
    /** It does. */
    SHARES,
    /** It takes something away: it does not, unless its rules allow it. */
    ALONE
  }

  private final Sharing sharing;

  JobVerb(Sharing sharing) {
    this.sharing = sharing;
  }

  Sharing sharing() {
    return sharing;
  }

  /** The word for it on the command line, such as {@code backup}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
