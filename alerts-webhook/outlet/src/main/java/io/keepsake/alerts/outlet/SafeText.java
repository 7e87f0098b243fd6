package io.keepsake.alerts.outlet;

/**
 * Makes text that may come from anywhere fit to be shown: names of providers and messages of
 * servers are not to be trusted.
 */
public final class SafeText {

  private static final String ELLIPSIS = "…";

  private SafeText() {}

  /** On one line: what breaks lines is a space. At most so many UTF-16 units. */
  public static String line(String text, int most) {
    return shorten(clean(text).replaceAll("\\s+", " ").strip(), most);
  }

  /** With its lines, none of which is blank beside another. At most so many UTF-16 units. */
  public static String lines(String text, int most) {
    return shorten(
        clean(text.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("\n{3,}", "\n\n").strip(),
        most);
  }

  /**
   * Cuts a text, with an ellipsis in place of what is missing.
   *
   * @param most UTF-16 units that may be left, at least 1; no pair of surrogates is split
   */
  public static String shorten(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  /**
   * Without control characters but the line's end; without those that turn the direction of what
   * follows, so that a name cannot rearrange its surroundings; and without half surrogates.
   */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || !(turns(c) || isControl(c))) {
                out.appendCodePoint(isHalf(c) ? 0xFFFD : c);
              } else if (isControl(c)) {
                out.append(' ');
              }
            });
    return out.toString();
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static boolean turns(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
