package io.keepsake.core.audit;

/**
 * Something that is not as it was written.
 *
 * @param kind what kind of thing
 * @param storeId at which store; empty if it concerns none or all
 * @param place name of the segment, the writer, or {@link #JOURNAL}
 * @param problem one sentence for people
 */
public record AuditFinding(Kind kind, String storeId, String place, String problem) {

  /** The place of findings in the journal of this machine. */
  public static final String JOURNAL = "journal";

  /** Kinds of findings. */
  public enum Kind {
    /** A store lacks a segment that another one has. */
    COPY_MISSING,
    /** The bytes of a copy are not those that were stored. */
    COPY_CHANGED,
    /** A segment does not open, or does not hold what its name says. */
    FORGED,
    /** A segment that a record names is at no store. */
    SEGMENT_GONE,
    /** Records between others are missing. */
    GAP,
    /** A record does not name the hash of the one before. */
    BROKEN,
    /** There are two different records of one number. */
    FORK,
    /** The journal says something else than a segment. */
    REWRITTEN,
    /** The journal ends before records that are in segments. */
    CUT_OFF
  }
}
