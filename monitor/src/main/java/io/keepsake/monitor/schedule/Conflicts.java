package io.keepsake.monitor.schedule;

/** What a job that takes something from a vault, such as prune, does about others of that vault. */
public enum Conflicts {
  /** It waits until they have ended, and they wait for it. */
  WAIT,
  /** It runs beside them. Keepsake's vaults stand that; both may just be slower. */
  ALLOW
}
