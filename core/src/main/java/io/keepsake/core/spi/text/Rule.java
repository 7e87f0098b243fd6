package io.keepsake.core.spi.text;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which secrets stand in texts.
 *
 * @param pattern finds them; what it repeats without a bound it repeats by a class of characters,
 *     so that long texts cost neither stack nor squared time
 * @param replacement what stands there instead
 */
record Rule(Pattern pattern, Function<MatchResult, String> replacement) {

  /** What stands in a secret's place. */
  static final String MASK = "***";

  /** Masks what follows the first group. */
  static Rule after(String regex) {
    return new Rule(Pattern.compile(regex), found -> found.group(1) + MASK);
  }

  /** Masks all that is found. */
  static Rule all(String regex) {
    return new Rule(Pattern.compile(regex), _ -> MASK);
  }

  /** Does what a function says. */
  static Rule of(String regex, Function<MatchResult, String> replacement) {
    return new Rule(Pattern.compile(regex), replacement);
  }

  String apply(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? matcher.replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)))
        : text;
  }
}
