package io.keepsake.core.watch;

import java.util.Map;

/**
 * Somebody who watches the stores of a vault over time. Hears of every call that operations make,
 * and says at the beginning of an operation what is known of the stores. Safe for many threads.
 */
public interface StoreWatch {

  /** Hears nothing and knows nothing. */
  StoreWatch NONE =
      new StoreWatch() {
        @Override
        public void ended(StoreCall call) {}

        @Override
        public Map<String, KnownHealth> known() {
          return Map.of();
        }
      };

  /**
   * A call has ended; one that was given up by an interrupt is not told. Runs on the caller's
   * thread, which waits for it.
   */
  void ended(StoreCall call);

  /** What is known of stores now, by id; a store of which nothing is known is not in it. */
  Map<String, KnownHealth> known();
}
