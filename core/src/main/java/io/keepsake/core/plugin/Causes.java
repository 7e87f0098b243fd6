package io.keepsake.core.plugin;

import java.util.ArrayList;
import java.util.List;

/** Tells a failure and what caused it, in one line. */
final class Causes {

  private static final int MOST = 8;

  private Causes() {}

  /**
   * The messages from the failure down to its first cause. A cause is named with its type, for the
   * message alone seldom says what happened ({@code NoClassDefFoundError: com/example/Foo}).
   */
  static String of(Throwable failure) {
    List<String> parts = new ArrayList<>();
    Throwable current = failure;
    for (int depth = 0; current != null && depth < MOST; depth++) {
      String message = current.getMessage();
      String type = current.getClass().getSimpleName();
      if (message == null || message.isBlank()) {
        parts.add(type);
      } else if (tellsByItself(current) || message.startsWith(type)) {
        parts.add(message);
      } else {
        parts.add(type + ": " + message);
      }
      current = current.getCause();
    }
    return String.join("; caused by ", parts).replaceAll("\\s+", " ").replaceFirst("\\.$", "");
  }

  /** What does not work, why, and what to do. */
  static String sentence(String what, Throwable failure) {
    return what + ": " + of(failure) + ". Install the plugin anew, or remove it";
  }

  private static boolean tellsByItself(Throwable failure) {
    return failure instanceof java.lang.module.FindException
        || failure instanceof java.lang.module.ResolutionException
        || failure instanceof LayerInstantiationException
        || failure instanceof java.util.ServiceConfigurationError;
  }
}
