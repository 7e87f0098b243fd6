package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One value of a stored secret.
 *
 * @param value text in UTF-8, not blank, of at most 64 KiB
 * @param since when it was stored, to the second
 * @param acceptedBy the providers that it has worked with, each as {@link ProviderMark} writes it
 */
public record Generation(Secret value, Instant since, Set<String> acceptedBy) {

  /** The longest value, in bytes: what a plugin reads from a file, too. */
  public static final int LONGEST = 64 << 10;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is broken, or the value is no UTF-8
   */
  public Generation {
    String problem = problem(value);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
    since = Instant.ofEpochSecond(since.getEpochSecond());
    acceptedBy = Set.copyOf(acceptedBy);
  }

  /** Why something cannot be a value, a clause without it; empty if it can. */
  public static String problem(Secret value) {
    if (value.length() > LONGEST) {
      return "a secret has at most 64 KiB";
    }
    byte[] bytes = value.copyBytes();
    try {
      return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .chars()
              .allMatch(Character::isWhitespace)
          ? "it is empty"
          : "";
    } catch (CharacterCodingException e) {
      return "it is no text in UTF-8";
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** A value that nobody has been shown so far. */
  public static Generation of(Secret value, Instant since) {
    return new Generation(value, since, Set.of());
  }

  /** The same, which has worked with one provider more. */
  Generation accepted(String mark) {
    Set<String> more = new TreeSet<>(acceptedBy);
    more.add(mark);
    return new Generation(value, since, more);
  }

  /** The ids of the providers that it has worked with, sorted. */
  public SortedSet<String> providers() {
    SortedSet<String> ids = new TreeSet<>();
    acceptedBy.forEach(mark -> ids.add(ProviderMark.id(mark)));
    return ids;
  }

  /**
   * The value as plugins take options. A {@code String} cannot be overwritten: it lives as long as
   * the collector lets it.
   */
  String text() {
    byte[] bytes = value.copyBytes();
    try {
      return new String(bytes, StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
