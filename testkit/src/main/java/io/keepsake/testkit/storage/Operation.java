package io.keepsake.testkit.storage;

/** The calls of an {@link io.keepsake.core.spi.storage.ObjectStore}. */
public enum Operation {
  /** {@code put}. */
  PUT,
  /** {@code get}. */
  GET,
  /** {@code stat}. */
  STAT,
  /** {@code list}. */
  LIST,
  /** {@code delete}. */
  DELETE,
  /** {@code usage}. */
  USAGE
}
