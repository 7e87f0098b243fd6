package io.keepsake.core.repository;

/** What is done where something cannot be read because stores fail, and may be read later. */
public enum Outage {
  /** It is told like damage, and its absence is taken in favour of who reads. */
  IS_TOLD,
  /** Whoever reads fails: so for who is to delete something. */
  FAILS
}
