package io.keepsake.cli.output;

/**
 * Text that is safe to print. File names and messages of servers may hold anything: control
 * characters would drive the terminal, and direction marks would show one name as another.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text with every control, format and unpaired surrogate character escaped, as {@code \xNN}
   * or {@code \}{@code uNNNN}. Everything else, backslashes too, stays: names from a vault are
   * escaped already, and escaping twice would hide them.
   */
  public static String line(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isSafe(c)) {
                safe.appendCodePoint(c);
              } else {
                safe.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return safe.toString();
  }

  /** The same for text of several lines; line feeds stay. */
  public static String lines(String text) {
    if (text.indexOf('\n') < 0) {
      return line(text);
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      safe.append(line(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return safe.append(line(text.substring(start))).toString();
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        return text.codePoints().allMatch(Printable::isSafe);
      }
    }
    return true;
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // A zero-width joiner holds an emoji together and moves nothing.
      case Character.FORMAT -> c == 0x200d;
      default -> true;
    };
  }
}
