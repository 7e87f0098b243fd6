package io.keepsake.cli.shell;

import java.util.Optional;

/** The terminal the program was started from. */
public interface Terminal {

  /** No terminal: nobody can be asked and no line can be rewritten. */
  Terminal NONE =
      new Terminal() {
        @Override
        public boolean showsErrors() {
          return false;
        }

        @Override
        public Optional<char[]> askHidden(String prompt) {
          return Optional.empty();
        }
      };

  /** Whether standard error is a terminal. */
  boolean showsErrors();

  /**
   * Asks for a line without showing what is typed.
   *
   * @return the line, which the caller clears; empty where nobody can be asked or the input ended
   */
  Optional<char[]> askHidden(String prompt);
}
