package io.keepsake.core.spi.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Globs for names and paths. Without a slash a glob is matched with the name; with one, with the
 * absolute path, and one that does not begin with a slash may begin at any directory. {@code *} and
 * {@code ?} stop at slashes, {@code **} crosses them, {@code [a-z]} and {@code [!a-z]} are sets, a
 * backslash takes the next character as it is. A slash at the end is ignored.
 */
public final class Globs {

  /** Matches nothing. */
  public static final Globs NONE = new Globs(List.of());

  private final Optional<Pattern> names;
  private final Optional<Pattern> paths;

  /**
   * Compiles globs.
   *
   * @throws IllegalArgumentException if one is malformed; the message names it
   */
  public Globs(List<String> globs) {
    List<String> forNames = new ArrayList<>();
    List<String> forPaths = new ArrayList<>();
    for (String glob : globs) {
      String trimmed = glob.length() > 1 && glob.endsWith("/") ? chop(glob) : glob;
      if (trimmed.isEmpty()) {
        throw new IllegalArgumentException("An empty glob matches nothing; leave it out");
      }
      if (trimmed.indexOf('/') < 0) {
        forNames.add(expression(trimmed));
      } else {
        forPaths.add(expression(trimmed.startsWith("/") ? trimmed : "/**/" + trimmed));
      }
    }
    names = union(forNames);
    paths = union(forPaths);
  }

  /** Whether one of them matches an entry; the path is asked for only if it matters. */
  public boolean match(String name, Supplier<String> path) {
    return (names.isPresent() && names.get().matcher(name).matches())
        || (paths.isPresent() && paths.get().matcher(path.get()).matches());
  }

  /** Whether one of them matches the entry with this absolute path. */
  public boolean match(String path) {
    return match(path.substring(path.lastIndexOf('/') + 1), () -> path);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return names.isEmpty() && paths.isEmpty();
  }

  /** Bytes as text to match: UTF-8, or one character a byte where they are none. */
  public static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static String chop(String glob) {
    return glob.substring(0, glob.length() - 1);
  }

  private static Optional<Pattern> union(List<String> expressions) {
    return expressions.isEmpty()
        ? Optional.empty()
        : Optional.of(Pattern.compile(String.join("|", expressions), Pattern.DOTALL));
  }

  private static String expression(String glob) {
    StringBuilder out = new StringBuilder("(?:");
    int at = 0;
    while (at < glob.length()) {
      at = translate(glob, at, out);
    }
    String expression = out.append(')').toString();
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("Malformed glob: " + glob, e);
    }
    return expression;
  }

  /** Appends the translation of what begins at a place; returns where it ends. */
  private static int translate(String glob, int at, StringBuilder out) {
    char c = glob.charAt(at);
    if (glob.startsWith("/**/", at)) {
      out.append("/(?:.*/)?");
      return at + 4;
    }
    if (glob.startsWith("**", at)) {
      out.append(".*");
      return at + 2;
    }
    if (c == '*') {
      out.append("[^/]*");
    } else if (c == '?') {
      out.append("[^/]");
    } else if (c == '[') {
      return set(glob, at, out);
    } else if (c == '\\' && at + 1 < glob.length()) {
      out.append(Pattern.quote(glob.substring(at + 1, at + 2)));
      return at + 2;
    } else {
      out.append(Pattern.quote(String.valueOf(c)));
    }
    return at + 1;
  }

  private static int set(String glob, int at, StringBuilder out) {
    boolean negated = glob.startsWith("!", at + 1) || glob.startsWith("^", at + 1);
    int first = at + (negated ? 2 : 1);
    int end = glob.indexOf(']', first + 1);
    if (end < 0) {
      throw new IllegalArgumentException("Malformed glob, a set is not closed: " + glob);
    }
    out.append("(?!/)[").append(negated ? "^" : "");
    for (int i = first; i < end; i++) {
      char c = glob.charAt(i);
      out.append("[]&^\\".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    out.append(']');
    return end + 1;
  }
}
