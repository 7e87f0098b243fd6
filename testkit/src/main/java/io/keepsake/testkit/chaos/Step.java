package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.RepairRequest.Depth;

/** One thing that happens in a schedule. */
public sealed interface Step {

  /** The files to back up change. */
  record Change(long seed) implements Step {}

  /** A backup. */
  record Backup() implements Step {}

  /** A restore of one of the snapshots so far. */
  record Restore(long seed) implements Step {}

  /** A verification that reads everything. */
  record Verify() implements Step {}

  /** A repair. */
  record Repair(Depth depth) implements Step {}

  /** One of the snapshots so far is to be forgotten, whether it is held or not. */
  record Forget(long seed) implements Step {}

  /** One of the snapshots so far is held from now on. */
  record Hold(long seed) implements Step {}

  /** What nobody needs is deleted. */
  record Prune() implements Step {}

  /** All sessions are ended: whoever they belong to is dead. */
  record Fence() implements Step {}

  /** The vault is closed, and opened by the next step that needs it. */
  record Reopen() implements Step {}

  /** A provider gets into trouble during the steps that follow. */
  record Begin(String site, Strike strike) implements Step {}

  /** A provider is well again. */
  record Lift(String site) implements Step {}

  /** Something happens to what a provider stores, unless it has the only good copy. */
  record Damage(String site, Harm harm, long seed) implements Step {}

  /** The operation that makes some provider's call of that number from now on is interrupted. */
  record Interrupt(long after) implements Step {}

  /**
   * Another process does something to the vault, and is killed.
   *
   * @param call its call to a provider, of that number, at which it is killed; if it makes fewer it
   *     lives
   * @param grip what becomes of that call
   * @param doing what it does: a backup, restore, verification, repair or pruning
   */
  record Kill(long call, Grip grip, Step doing) implements Step {

    /** What becomes of the call at which a process is killed. */
    public enum Grip {
      /** It is not made; other threads of the process go on until it is dead. */
      HELD,
      /** It goes on, as the others do, so that the kill comes in the middle of something. */
      LOOSE
    }

    /**
     * Checks the step inside.
     *
     * @throws IllegalArgumentException if it is not work on a vault
     */
    public Kill {
      if (!(doing instanceof Backup
          || doing instanceof Restore
          || doing instanceof Verify
          || doing instanceof Repair
          || doing instanceof Prune)) {
        throw new IllegalArgumentException("Nobody is killed at this: " + doing);
      }
    }
  }
}
