package io.keepsake.core.vault;

/** Marks the calls that have no engine behind them yet. */
final class Unbuilt {
  private Unbuilt() {}

  @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
  static <T> T yet(Object... ignored) {
    throw new UnsupportedOperationException("not built yet: " + ignored.length);
  }
}
