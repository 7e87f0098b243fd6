package io.keepsake.cli.verb;

import io.keepsake.cli.shell.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as arguments: {@code 256MiB}. */
final class SizeArgument {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(B|KiB|MiB|GiB)?");

  private SizeArgument() {}

  /**
   * The bytes that are meant; a number alone is bytes.
   *
   * @throws UsageException if it is no size, or nothing
   */
  static long bytes(String option, String text) throws UsageException {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw UsageException.usage(
          "%s takes a size such as 500MiB or 2GiB, not '%s'.".formatted(option, text));
    }
    int shift =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          case null, default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }
}
