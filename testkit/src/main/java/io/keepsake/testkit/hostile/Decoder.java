package io.keepsake.testkit.hostile;

import java.util.Set;

/**
 * Something that reads bytes which somebody else may have written.
 *
 * @param name that of its directory in the corpus: small letters, digits and hyphens
 * @param reading how it reads
 * @param refusals what it promises to throw at bytes that it cannot read
 */
public record Decoder(String name, Reading reading, Set<Class<? extends Exception>> refusals) {

  /** Reads bytes. What it makes of them does not matter. */
  @FunctionalInterface
  public interface Reading {
    /** Reads all of an array, which it may keep and change. */
    void read(byte[] bytes) throws Exception;
  }

  /** How a reading ended. */
  public enum Outcome {
    /** They are what this decoder reads. */
    READ,
    /** They are not, and it said so as it promises to. */
    REFUSED
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Decoder {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("No name of a decoder: '" + name + "'");
    }
    refusals = Set.copyOf(refusals);
  }

  /** One that promises to throw this, or classes of it. */
  public static Decoder of(String name, Reading reading, Class<? extends Exception> refusal) {
    return new Decoder(name, reading, Set.of(refusal));
  }

  /** One that promises to throw nothing, whatever it is given. */
  public static Decoder of(String name, Reading reading) {
    return new Decoder(name, reading, Set.of());
  }

  /**
   * Reads bytes.
   *
   * @throws AssertionError if that ends otherwise than it promises; the cause tells how
   */
  public Outcome read(byte[] bytes) {
    try {
      reading.read(bytes);
      return Outcome.READ;
    } catch (Exception e) {
      if (refusals.stream().anyMatch(kind -> kind.isInstance(e))) {
        return Outcome.REFUSED;
      }
      throw new AssertionError("The decoder '" + name + "' promises no " + e, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("The decoder '" + name + "' ran into " + e, e);
    }
  }
}
