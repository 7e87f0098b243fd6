package io.keepsake.core.spi.storage;

/** How firmly an object is locked; the later constant is the firmer. */
public enum LockMode {
  /** Whoever has a special right at the service may end the lock early. */
  GOVERNANCE,
  /**
   * Nobody may, not even the account's owner: such objects stay, and cost, until the time is up.
   */
  COMPLIANCE
}
