package io.keepsake.monitor.alert.rule;

/** What kind of thing the subject of a rule is. */
public enum Scope {
  /** A provider, by its id. */
  PROVIDER,
  /** A schedule, by its name. */
  SCHEDULE,
  /** The vault as a whole. */
  VAULT
}
