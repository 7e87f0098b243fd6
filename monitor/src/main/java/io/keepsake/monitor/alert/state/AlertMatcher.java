package io.keepsake.monitor.alert.state;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which alerts are meant: those that match all that is given. A {@code *} stands for any
 * characters.
 *
 * @param identity such as {@code provider-offline/aws}
 * @param rule such as {@code provider-*}
 * @param subject such as {@code aws}
 */
public record AlertMatcher(
    Optional<String> identity, Optional<String> rule, Optional<String> subject) {

  /**
   * Checks that something is given.
   *
   * @throws IllegalArgumentException if nothing is: all alerts are named by {@code *}
   */
  public AlertMatcher {
    if (identity.isEmpty() && rule.isEmpty() && subject.isEmpty()) {
      throw new IllegalArgumentException("Which alerts? Give an identity, a rule or a subject");
    }
  }

  /** Whether an alert is meant. */
  public boolean matches(String alertRule, String alertSubject) {
    return matches(identity, alertRule + "/" + alertSubject)
        && matches(rule, alertRule)
        && matches(subject, alertSubject);
  }

  private static boolean matches(Optional<String> wanted, String text) {
    return wanted.map(glob -> compile(glob).matcher(text).matches()).orElse(true);
  }

  private static Pattern compile(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (String part : glob.splitWithDelimiters("\\*", 0)) {
      pattern.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
