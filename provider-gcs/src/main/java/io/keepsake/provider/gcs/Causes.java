package io.keepsake.provider.gcs;

import java.util.Optional;

/** Looks through an exception and what caused it. */
final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  /** The outermost of that type. */
  static <T> Optional<T> find(Throwable failure, Class<T> type) {
    Throwable each = failure;
    for (int i = 0; each != null && i < DEEPEST; i++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }

  /** What the innermost one with a message says. */
  static String root(Throwable failure) {
    String words = words(failure);
    Throwable each = failure.getCause();
    for (int i = 0; each != null && i < DEEPEST; i++) {
      words = each.getMessage() == null ? words : words(each);
      each = each.getCause();
    }
    return words;
  }

  static String words(Throwable failure) {
    String words = failure.getMessage();
    return words == null || words.isBlank() ? failure.getClass().getSimpleName() : words;
  }
}
