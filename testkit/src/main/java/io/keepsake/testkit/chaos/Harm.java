package io.keepsake.testkit.chaos;

/** What can happen to the objects that lie at a provider, behind the program's back. */
public enum Harm {
  /** A bit of one object is flipped. */
  FLIP,
  /** One object loses its last byte. */
  CUT,
  /** One object is gone. */
  LOSE,
  /** All objects are gone, as after a new disk. */
  WIPE
}
