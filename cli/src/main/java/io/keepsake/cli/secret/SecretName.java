package io.keepsake.cli.secret;

import java.util.Optional;

/**
 * What a stored secret is called.
 *
 * @param text 1 to 64 letters, digits, {@code -}, {@code _} or {@code .}, a letter or digit first
 */
public record SecretName(String text) implements Comparable<SecretName> {

  /** What is expected, a clause. */
  public static final String RULE =
      "1 to 64 letters, digits, '-', '_' or '.' are expected, a letter or digit first";

  private static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /**
   * Checks the rule. The message does not repeat the text: it may be a secret in the wrong place.
   *
   * @throws IllegalArgumentException if it is broken
   */
  public SecretName {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException("No name of a secret; " + RULE);
    }
  }

  /** The name that this text is; empty if it is none. */
  public static Optional<SecretName> of(String text) {
    return text.matches(PATTERN) ? Optional.of(new SecretName(text)) : Optional.empty();
  }

  @Override
  public int compareTo(SecretName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
