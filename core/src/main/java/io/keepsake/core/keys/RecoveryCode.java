package io.keepsake.core.keys;

import io.keepsake.core.spi.crypto.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key that is printed and typed: 160 random bits in 8 groups of 5 symbols of Crockford's Base32
 * (https://www.crockford.com/base32.html), the last of each a check symbol. Small letters, {@code
 * O} for zero, {@code I} and {@code L} for one, and other blanks or hyphens between the symbols are
 * read as what they mean.
 *
 * <p>The check symbol is a sum over GF(32) with a different weight for each place and for the
 * group's number. So one wrong symbol in a group, two neighbours that changed places, and two
 * groups that did are always found, and anything else in 31 of 32 cases a group.
 */
public final class RecoveryCode implements AutoCloseable {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUPS = 8;
  private static final int DATA_SYMBOLS = 4;
  private static final int GROUP = DATA_SYMBOLS + 1;

  private final Secret symbols;

  private RecoveryCode(Secret symbols) {
    this.symbols = symbols;
  }

  /** What typed text turned out to be. */
  public sealed interface Reading {}

  /** A recovery code without a mistake; the reader of it closes the code. */
  public record Typed(RecoveryCode code) implements Reading {}

  /**
   * A recovery code with mistakes.
   *
   * @param groups the numbers of the groups that are wrong, from 1; never empty
   */
  public record Mistyped(List<Integer> groups) implements Reading {
    /** Copies the list. */
    public Mistyped {
      groups = List.copyOf(groups);
    }
  }

  /** Something else, such as a passphrase. */
  public record Other() implements Reading {}

  /** A new random code. */
  public static RecoveryCode generate() {
    byte[] symbols = new byte[GROUPS * GROUP];
    new SecureRandom().nextBytes(symbols);
    for (int group = 0; group < GROUPS; group++) {
      int check = group;
      for (int i = group * GROUP; i < group * GROUP + DATA_SYMBOLS; i++) {
        int value = symbols[i] & 31;
        check = timesAlpha(check) ^ value;
        symbols[i] = (byte) ALPHABET.charAt(value);
      }
      symbols[group * GROUP + DATA_SYMBOLS] = (byte) ALPHABET.charAt(timesAlpha(check));
    }
    return of(symbols);
  }

  private static RecoveryCode of(byte[] symbols) {
    try {
      return new RecoveryCode(Secret.copyOf(symbols));
    } finally {
      Arrays.fill(symbols, (byte) 0);
    }
  }

  /** The 40 symbols in ASCII, in capitals and without hyphens; closed with the code. */
  Secret symbols() {
    return symbols;
  }

  /** The code as it is printed: 8 groups with hyphens between, in ASCII. The caller closes it. */
  public Secret text() {
    byte[] bare = symbols.copyBytes();
    byte[] text = new byte[GROUPS * (GROUP + 1) - 1];
    Arrays.fill(text, (byte) '-');
    for (int i = 0; i < bare.length; i++) {
      text[i + i / GROUP] = bare[i];
    }
    try {
      return Secret.copyOf(text);
    } finally {
      Arrays.fill(bare, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Reads what somebody typed where a passphrase or a recovery code was asked for. */
  public static Reading read(Secret typed) {
    byte[] text = typed.copyBytes();
    byte[] symbols = new byte[GROUPS * GROUP];
    try {
      return fill(symbols, text) ? decode(symbols) : new Other();
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(symbols, (byte) 0);
    }
  }

  /** Takes the symbols out of the text; whether there are as many as a code has. */
  private static boolean fill(byte[] symbols, byte[] text) {
    int count = 0;
    for (byte each : text) {
      if (each == '-' || each == ' ') {
        continue;
      }
      if (count == symbols.length || each < '!') {
        return false;
      }
      symbols[count++] = each;
    }
    return count == symbols.length;
  }

  /** Checks the groups, and makes the symbols those that are meant. */
  private static Reading decode(byte[] symbols) {
    List<Integer> wrong = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int check = group;
      boolean known = true;
      for (int i = group * GROUP; i < (group + 1) * GROUP; i++) {
        int value = value(symbols[i]);
        known &= value >= 0;
        check = timesAlpha(check) ^ value;
        symbols[i] = (byte) ALPHABET.charAt(Math.max(value, 0));
      }
      if (!known || check != 0) {
        wrong.add(group + 1);
      }
    }
    return wrong.isEmpty() ? new Typed(of(symbols)) : new Mistyped(wrong);
  }

  /** The value of a symbol; -1 if it is none. */
  private static int value(byte symbol) {
    char upper = Character.toUpperCase((char) (symbol & 0xff));
    return switch (upper) {
      case 'O' -> 0;
      case 'I', 'L' -> 1;
      default -> ALPHABET.indexOf(upper);
    };
  }

  /** Multiplies by the element x of GF(32) = GF(2)[x] / (x^5 + x^2 + 1). */
  private static int timesAlpha(int value) {
    int shifted = value << 1;
    return (shifted & 0x20) == 0 ? shifted : shifted ^ 0x25;
  }

  @Override
  public void close() {
    symbols.close();
  }
}
