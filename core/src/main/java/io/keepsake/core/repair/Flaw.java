package io.keepsake.core.repair;

import io.keepsake.core.spi.storage.PutCondition;

/** What is wrong with a copy. */
enum Flaw {
  /** There is none. */
  MISSING(PutCondition.IF_ABSENT),
  /** It is not what was stored. */
  DAMAGED(PutCondition.ANY);

  private final PutCondition condition;

  Flaw(PutCondition condition) {
    this.condition = condition;
  }

  /** How the good copy is to be stored. */
  PutCondition condition() {
    return condition;
  }
}
