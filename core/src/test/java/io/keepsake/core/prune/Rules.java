package io.keepsake.core.prune;

/**
 * The rules of the protocol. All but {@link #sound} have one of them broken, to show that the model
 * notices.
 *
 * @param copies stores a writer needs
 * @param pruners stores a pruner needs for each of its steps
 * @param registration whether a writer registers before it looks at what is condemned, or behind
 * @param ended when a pruner takes a session for over
 * @param commit what a writer does between storing its snapshot and calling it a success
 * @param retreat what a writer does that stored its snapshot in part
 */
record Rules(
    int copies,
    int pruners,
    Registration registration,
    Ended ended,
    Commit commit,
    Retreat retreat) {

  /** When a writer registers. */
  enum Registration {
    FIRST,
    LATE
  }

  /** What ends a session in the eyes of a pruner. */
  enum Ended {
    GONE_OR_FENCED,
    AT_ONCE
  }

  /** The last look of a writer. */
  enum Commit {
    CHECKS_FENCES,
    BLIND
  }

  /** What becomes of the session of a backup that failed while it stored its snapshot. */
  enum Retreat {
    SESSION_STAYS,
    SESSION_ENDS
  }

  /** The rules as they are meant, with that many copies. */
  static Rules sound(int copies) {
    return new Rules(
        copies,
        World.STORES - copies + 1,
        Registration.FIRST,
        Ended.GONE_OR_FENCED,
        Commit.CHECKS_FENCES,
        Retreat.SESSION_STAYS);
  }

  Rules with(Registration other) {
    return new Rules(copies, pruners, other, ended, commit, retreat);
  }

  Rules with(Ended other) {
    return new Rules(copies, pruners, registration, other, commit, retreat);
  }

  Rules with(Commit other) {
    return new Rules(copies, pruners, registration, ended, other, retreat);
  }

  Rules with(Retreat other) {
    return new Rules(copies, pruners, registration, ended, commit, other);
  }

  Rules withPruners(int fewer) {
    return new Rules(copies, fewer, registration, ended, commit, retreat);
  }
}
