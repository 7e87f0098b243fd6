package io.keepsake.cli.config;

import io.keepsake.core.retention.Age;
import io.keepsake.core.retention.GroupBy;
import io.keepsake.core.retention.Interval;
import io.keepsake.core.retention.KeepRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules of retention as people write them, the same in a vault file and as options. */
public final class KeepWords {

  /** Rules with one value, such as {@code keep-daily}; as options with two dashes before. */
  public static final List<String> KEYS = keys();

  /** A rule that may be given several times. */
  public static final String LABEL = "keep-label";

  /** The same as an option. */
  public static final String LABEL_OPTION = "--" + LABEL;

  private static final String LAST = "keep-last";
  private static final String WITHIN = "keep-within";
  private static final String UNLIMITED = "unlimited";
  private static final String NOTHING = "none";

  private static final String COUNT = "[1-9][0-9]{0,8}";

  /** How a label is written, as a regular expression. */
  static final String LABEL_PATTERN = "[^=]+=[\\s\\S]*";

  private KeepWords() {}

  /** What the text of one of the {@link #KEYS} looks like, a regular expression. */
  static String pattern(String key) {
    return key.startsWith(WITHIN) ? Age.PATTERN : COUNT + "|" + UNLIMITED;
  }

  /** What one of the {@link #KEYS} keeps. */
  static String meaning(String key) {
    if (key.equals(LAST)) {
      return "The last so many snapshots are kept.";
    }
    return key.startsWith(WITHIN)
        ? "Kept if no older than this before the last one, such as 30d or 1y6m."
        : "The last one of each of so many such intervals is kept.";
  }

  /** What {@link #grouping} knows. */
  static List<String> groupingWords() {
    List<String> words = new ArrayList<>(GroupBy.words());
    words.add(NOTHING);
    return words;
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(LAST));
    Interval.words().forEach(word -> keys.add("keep-" + word));
    keys.add(WITHIN);
    Interval.words().forEach(word -> keys.add(WITHIN + "-" + word));
    return List.copyOf(keys);
  }

  /**
   * The rule that one of the {@link #KEYS} and a text mean.
   *
   * @throws IllegalArgumentException with what is expected instead
   */
  public static KeepRule rule(String key, String text) {
    if (key.equals(WITHIN)) {
      return new KeepRule.Within(age(text));
    }
    if (key.startsWith(WITHIN)) {
      return new KeepRule.EachWithin(interval(key, WITHIN + "-"), age(text));
    }
    int count = count(text);
    return key.equals(LAST)
        ? new KeepRule.Last(count)
        : new KeepRule.Each(interval(key, "keep-"), count);
  }

  private static Interval interval(String key, String prefix) {
    return Interval.of(key.substring(prefix.length()))
        .orElseThrow(() -> new IllegalArgumentException("no rule: " + key));
  }

  private static int count(String text) {
    if (text.equals(UNLIMITED)) {
      return KeepRule.UNLIMITED;
    }
    if (!text.matches(COUNT)) {
      throw new IllegalArgumentException(
          "a whole number of 1 or more, or 'unlimited', is expected; leave it out to keep none");
    }
    return Integer.parseInt(text);
  }

  private static Age age(String text) {
    return Age.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "years, months, weeks, days and hours are expected, such as 30d, 1y6m or"
                        + " 2w12h"));
  }

  /**
   * The name and the value of a label.
   *
   * @throws IllegalArgumentException with what is expected instead
   */
  public static Map.Entry<String, String> label(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("KEY=VALUE is expected, such as event=smith-2026");
    }
    return Map.entry(text.substring(0, equals), text.substring(equals + 1));
  }

  /**
   * What snapshots of a group have in common, from words.
   *
   * @throws IllegalArgumentException with what is expected instead
   */
  public static Set<GroupBy> grouping(List<String> words) {
    Set<GroupBy> grouping = EnumSet.noneOf(GroupBy.class);
    if (words.equals(List.of(NOTHING))) {
      return grouping;
    }
    for (String word : words) {
      Optional<GroupBy> by = GroupBy.of(word);
      grouping.add(
          by.orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "some of %s, or 'none' alone, are expected"
                          .formatted(String.join(", ", GroupBy.words())))));
    }
    return grouping;
  }
}
