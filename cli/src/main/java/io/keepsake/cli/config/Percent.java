package io.keepsake.cli.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of a hundred as people write them: {@code 5%} or {@code 2.5%}. */
public final class Percent {

  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?) ?%?");

  private Percent() {}

  /** From 0 to 100; empty if it is nothing of that kind. */
  public static Optional<Double> parse(String text) {
    Matcher matcher = PERCENT.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(Double.valueOf(matcher.group(1))).filter(percent -> percent <= 100)
        : Optional.empty();
  }
}
