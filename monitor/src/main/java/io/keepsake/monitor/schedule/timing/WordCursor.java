package io.keepsake.monitor.schedule.timing;

import io.keepsake.monitor.schedule.timing.TimingText.Part;
import java.util.List;
import java.util.Optional;

/** Goes through the words of a line. */
final class WordCursor {

  private final TimingText text;
  private final List<Part> words;
  private int at;

  WordCursor(TimingText text) {
    this.text = text;
    this.words = text.words();
  }

  boolean done() {
    return at == words.size();
  }

  Optional<Part> peek() {
    return done() ? Optional.empty() : Optional.of(words.get(at));
  }

  /** Steps over the next word if it is this one. */
  boolean take(String word) {
    boolean found = peek().filter(next -> next.text().equals(word)).isPresent();
    at += found ? 1 : 0;
    return found;
  }

  /**
   * Steps over the next word.
   *
   * @param wanted what it should be
   */
  Part next(String wanted) throws TimingException {
    Part next =
        peek()
            .orElseThrow(() -> text.wrong("ends too early: write %s behind it".formatted(wanted)));
    at++;
    return next;
  }

  /** Requires that nothing follows. */
  void end() throws TimingException {
    if (!done()) {
      throw text.wrong(
          words.get(at),
          "cannot stand there: leave out what begins with it, or write 'at'"
              + " and times such as 02:30");
    }
  }
}
