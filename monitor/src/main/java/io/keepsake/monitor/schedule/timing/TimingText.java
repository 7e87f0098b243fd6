package io.keepsake.monitor.schedule.timing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line that is to be understood.
 *
 * @param text without blanks around it
 */
record TimingText(String text) {

  private static final Pattern PART = Pattern.compile("[^\\s,]+|,");
  private static final Pattern FIELD = Pattern.compile("\\S+");
  private static final Pattern CRON = Pattern.compile("[@*].*|\\d+([-,/*].*|\\s.*)?");

  /**
   * A part of the line.
   *
   * @param text in lower case
   * @param column where it begins, from 1
   */
  record Part(String text, int column) {}

  /** Words and commas. */
  List<Part> words() {
    return parts(PART);
  }

  /** What is between blanks. */
  List<Part> fields() {
    return parts(FIELD);
  }

  private List<Part> parts(Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> new Part(found.group().toLowerCase(Locale.ROOT), found.start() + 1))
        .toList();
  }

  boolean looksLikeCron() {
    return CRON.matcher(text).matches();
  }

  /** Something is wrong with a part: {@code is ...: write ...}. */
  TimingException wrong(Part part, String what) {
    return new TimingException(
        "'%s' at character %d of '%s' %s".formatted(part.text(), part.column(), text, what));
  }

  /** The line as a whole is wrong: {@code has ...: write ...}. */
  TimingException wrong(String what) {
    return new TimingException("'%s' %s".formatted(text, what));
  }
}
