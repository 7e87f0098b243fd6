package io.keepsake.core.spi.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In URLs, JSON, YAML, properties, maps and records: a name, a sign, a value. */
final class Assignments {

  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w.])([A-Za-z_][\\w.-]{0,80}+)(\\\\*[\"']?\\s{0,3}(?:=>|[:=])\\s{0,3})");

  /** In one of these groups is the value, by how it is quoted: last, not at all. */
  private static final Pattern VALUE =
      Pattern.compile(
          "\\\\+[\"']([^\"'\\\\]*+)"
              + "|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,500}+)"
              + "|'([^']*+)"
              + "|(?<==)\\{([^}]*+)"
              + "|([^\\s\"'&;,<>(){}\\[\\]|\\\\#]++)",
          Pattern.DOTALL);

  private static final int UNQUOTED = 5;

  private static final Pattern PLACE = Pattern.compile("(?:~|\\.{1,2})?/.*", Pattern.DOTALL);

  /** Values that say that there is none, or that it was taken out already. */
  private static final Set<String> NONE =
      Set.of("", "null", "none", "true", "false", "hidden", "redacted");

  private Assignments() {}

  /** Masks the values of secrets. What is no secret may hold the next assignment. */
  static String clean(String text) {
    Matcher name = NAME.matcher(text);
    Matcher value = VALUE.matcher(text).useTransparentBounds(true);
    StringBuilder clean = new StringBuilder(text.length());
    int done = 0;
    int at = 0;
    while (name.find(at)) {
      at = name.end();
      if (SecretNames.include(name.group(1)) && value.region(at, text.length()).lookingAt()) {
        int group = groupOf(value);
        if (isSecret(text, name, value, group)) {
          clean.append(text, done, value.start(group)).append(Rule.MASK);
          done = value.end(group);
          at = done;
        }
      }
    }
    return done == 0 ? text : clean.append(text, done, text.length()).toString();
  }

  private static int groupOf(Matcher value) {
    int group = 1;
    while (value.group(group) == null) {
      group++;
    }
    return group;
  }

  private static boolean isSecret(String text, Matcher name, Matcher value, int group) {
    String found = value.group(group);
    if (found.startsWith(Rule.MASK) || NONE.contains(found.toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (group < UNQUOTED) {
      return true;
    }
    boolean directory = name.group(1).endsWith("PWD") && found.startsWith("/");
    boolean masked = text.startsWith("Secret[hidden]", value.start(group));
    return !directory && !masked && (name.group(2).indexOf('=') >= 0 || !isSaid(text, value));
  }

  /** Behind a colon may stand a sentence, other assignments, or where a secret is. */
  private static boolean isSaid(String text, Matcher value) {
    String found = value.group(UNQUOTED);
    boolean name = found.endsWith("=") && text.startsWith("\"", value.end(UNQUOTED));
    return name || found.length() < 4 || ShapeRules.isWord(found) || PLACE.matcher(found).matches();
  }
}
