package io.keepsake.core.spi.storage;

/** Under which condition a {@code put} may take effect. */
public enum PutCondition {
  /** Store in any case; an object of that name is replaced. */
  ANY,
  /**
   * Store only if no object of that name is there. Two racing puts: exactly one succeeds, on a
   * store with {@link Capability#CONDITIONAL_PUT}; without it, the check and the put are two steps.
   */
  IF_ABSENT
}
