package io.keepsake.core.target;

/** What a restore does where a name is taken. */
public enum Replacement {
  /** What is there stays; the entry fails with {@code FileAlreadyExistsException}. */
  REFUSE,
  /** What is there is replaced in one step, unless it is a directory. */
  REPLACE
}
