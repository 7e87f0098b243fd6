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
}
