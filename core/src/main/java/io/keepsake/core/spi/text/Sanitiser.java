package io.keepsake.core.spi.text;

import java.util.List;
import java.util.stream.Stream;

/**
 * Takes secrets out of messages: of libraries and servers, which quote requests with all that is in
 * them, and of our own. What helps to find a fault stays: hosts, paths, names of objects and users,
 * hashes, ids of requests and of keys.
 *
 * <p>It knows secrets by what they are called, where they stand and what they look like. One that
 * stands alone and looks like any other text it cannot know; so whoever handles a {@link
 * io.keepsake.core.spi.crypto.Secret} keeps it out of texts in the first place. The corpus in its
 * test says what is known.
 */
public final class Sanitiser {

  private static final List<Rule> RULES =
      Stream.of(
              ShapeRules.keys(),
              ShapeRules.users(),
              ShapeRules.webhooks(),
              ShapeRules.headers(),
              ShapeRules.tokens(),
              NameRules.commands(),
              NameRules.elements(),
              NameRules.encoded())
          .flatMap(List::stream)
          .toList();

  private Sanitiser() {}

  /** The text with {@code ***} in the place of each secret that was recognised. */
  public static String clean(String text) {
    String clean = text;
    for (Rule rule : RULES) {
      clean = rule.apply(clean);
    }
    return Assignments.clean(clean);
  }
}
