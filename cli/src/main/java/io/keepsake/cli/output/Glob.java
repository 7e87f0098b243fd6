package io.keepsake.cli.output;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for names in a snapshot, by the rules that hold for excluding too: {@code *} and {@code
 * ?} stop at slashes, {@code **} does not, {@code [a-z]} and {@code [!a]} are sets, a backslash
 * takes the next character as it is. Without a slash it is matched with the name; with one, with
 * the absolute path, and one that does not begin with a slash may begin at any directory.
 */
public final class Glob {

  private final Pattern pattern;
  private final boolean whole;

  private Glob(Pattern pattern, boolean whole) {
    this.pattern = pattern;
    this.whole = whole;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if a set in it makes no sense
   */
  public static Glob of(String glob) {
    boolean whole = glob.indexOf('/') >= 0;
    String anchored = whole && !glob.startsWith("/") ? "/**/" + glob : glob;
    try {
      return new Glob(Pattern.compile(expression(anchored), Pattern.DOTALL), whole);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + glob + "' is no pattern: " + e.getDescription(), e);
    }
  }

  /** Whether an entry with this absolute path matches. */
  public boolean matches(String path) {
    return pattern.matcher(whole ? path : path.substring(path.lastIndexOf('/') + 1)).matches();
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int end = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (glob.startsWith("/**/", i)) {
        expression.append("/(?:.*/)?");
        i += 4;
      } else if (glob.startsWith("**", i)) {
        expression.append(".*");
        i += 2;
      } else if (c == '\\' && i + 1 < glob.length()) {
        expression.append(Pattern.quote(glob.substring(i + 1, i + 2)));
        i += 2;
      } else if (end > 0) {
        expression.append(set(glob.substring(i + 1, end)));
        i = end + 1;
      } else {
        expression.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(c));
            });
        i++;
      }
    }
    return expression.toString();
  }

  private static String set(String content) {
    String escaped = content.replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&");
    return escaped.startsWith("!") || escaped.startsWith("^")
        ? "[^/" + escaped.substring(1) + "]"
        : "[" + escaped + "]";
  }
}
