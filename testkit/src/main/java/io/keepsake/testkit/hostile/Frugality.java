package io.keepsake.testkit.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory the reading of an input may take: what a decoder allocates, freed or not, which
 * is at least what it holds at one time.
 */
final class Frugality {

  /** For what a decoder needs anyway, such as buffers and tables of libraries. */
  private static final long ANYWAY = 32L << 20;

  /** Bytes for each byte of an input: objects are larger than the little that encodes one. */
  private static final long EACH = 512;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Frugality() {}

  /**
   * Reads an input; twice if the first time took too much, as loading classes takes memory too.
   *
   * @throws AssertionError if that ends otherwise than the decoder promises, or takes too much
   */
  static Decoder.Outcome read(Decoder decoder, byte[] input) {
    long most = ANYWAY + EACH * input.length;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Decoder.Outcome outcome = decoder.read(input.clone());
    if (THREADS.getCurrentThreadAllocatedBytes() - before > most) {
      before = THREADS.getCurrentThreadAllocatedBytes();
      decoder.read(input.clone());
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (taken > most) {
        throw new AssertionError(
            "The decoder '%s' took %d bytes of memory to read %d"
                .formatted(decoder.name(), taken, input.length));
      }
    }
    return outcome;
  }
}
