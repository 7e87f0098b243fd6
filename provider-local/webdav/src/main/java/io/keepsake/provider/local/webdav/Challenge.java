package io.keepsake.provider.local.webdav;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to log in that a server offers in {@code WWW-Authenticate} (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case, such as {@code digest}
 * @param parameters by their names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

  /**
   * A comma; or a parameter; or a word alone, which is the scheme of the next challenge. A group
   * that is repeated costs stack, so it has a bound: no server escapes more in one value.
   */
  private static final Pattern PART =
      Pattern.compile(
          "\\G\\s*(?:,|([\\w!#$%&'*+.^`|~-]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,100}+)\"|([^\\s,\"]*))|([\\w!#$%&'*+.^`|~/-]+=*))");

  /** Copies the parameters. */
  Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** The challenges in all headers of that name; what follows something odd in one is left out. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> all = new ArrayList<>();
    for (String header : headers) {
      Optional<String> scheme = Optional.empty();
      Map<String, String> parameters = new HashMap<>();
      Matcher part = PART.matcher(header);
      while (part.find()) {
        if (part.group(4) != null) {
          scheme.ifPresent(complete -> all.add(new Challenge(complete, parameters)));
          parameters.clear();
          scheme = Optional.of(part.group(4).toLowerCase(Locale.ROOT));
        } else if (part.group(1) != null) {
          String value =
              part.group(2) != null ? part.group(2).replaceAll("\\\\(.)", "$1") : part.group(3);
          parameters.put(part.group(1).toLowerCase(Locale.ROOT), value);
        }
      }
      scheme.ifPresent(complete -> all.add(new Challenge(complete, parameters)));
    }
    return all;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
