package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;

/**
 * Is told which stores come to lack an object that others have. A debt is never a copy. Called from
 * many threads; must not throw.
 */
public interface DebtLog {

  /** How it is known that a store lacks an object. */
  enum Origin {
    /** It was not written there: the store never had it. */
    MISSED,
    /** The store does not list it: it may have been lost. */
    FOUND
  }

  /** Keeps nothing: debts can be told again by listing the stores. */
  DebtLog NONE =
      new DebtLog() {
        @Override
        public void owed(String storeId, ObjectName name, Origin origin) {}

        @Override
        public void paid(String storeId, ObjectName name) {}
      };

  /** A store lacks an object. */
  void owed(String storeId, ObjectName name, Origin origin);

  /** The store has it now, or it is needed no more. */
  void paid(String storeId, ObjectName name);
}
