package io.keepsake.testkit.chaos;

import java.util.function.Supplier;

/** Something was not as promised. The message says what; the schedule is added by who knows it. */
public final class ChaosFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  /** A failure with no cause of its own. */
  public ChaosFailure(String message) {
    super(message);
  }

  /** A failure that another one caused. */
  public ChaosFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Fails unless a condition holds. */
  static void require(boolean condition, Supplier<String> message) {
    if (!condition) {
      throw new ChaosFailure(message.get());
    }
  }
}
