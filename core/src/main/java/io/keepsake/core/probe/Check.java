package io.keepsake.core.probe;

import io.keepsake.core.probe.CheckResult.Outcome;
import java.io.IOException;

/**
 * One check.
 *
 * @param name as in {@link CheckResult}
 * @param needs whether it makes sense if nothing could be stored
 * @param trial what it does
 */
record Check(String name, Needs needs, Trial trial) {

  /** What must have worked before. */
  enum Needs {
    NOTHING,
    STORED_OBJECT
  }

  /** Does something with the store. */
  @FunctionalInterface
  interface Trial {
    Finding run() throws IOException, InterruptedException;
  }

  /** An outcome and its sentence. */
  record Finding(Outcome outcome, String sentence) {
    static Finding works(String sentence) {
      return new Finding(Outcome.WORKS, sentence);
    }

    static Finding limited(String sentence) {
      return new Finding(Outcome.LIMITED, sentence);
    }

    static Finding broken(String sentence) {
      return new Finding(Outcome.BROKEN, sentence);
    }

    /** It works, or it is broken. */
    static Finding require(boolean condition, String works, String broken) {
      return condition ? works(works) : broken(broken);
    }
  }
}
