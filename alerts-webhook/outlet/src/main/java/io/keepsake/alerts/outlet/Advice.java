package io.keepsake.alerts.outlet;

import java.util.Optional;

/** What a user can change when a web service refuses a notice. */
@FunctionalInterface
public interface Advice {

  /**
   * What to do about an answer, as the end of a sentence; empty for what applies to any service.
   *
   * @param status from 300 to 499
   * @param words the beginning of the answer's body, on one line
   */
  Optional<String> on(int status, String words);
}
