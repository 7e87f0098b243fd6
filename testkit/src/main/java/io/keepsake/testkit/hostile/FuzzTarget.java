package io.keepsake.testkit.hostile;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a coverage-guided fuzzer calls again and again, by the convention of Jazzer, of which this
 * needs nothing. The system property {@code keepsake.hostile.table} names the class of a {@link
 * DecoderTable}, and {@code keepsake.hostile.decoder} one of its decoders.
 */
public final class FuzzTarget {

  private static final Decoder DECODER = chosen();
  private static final Logger LOG = Logger.getLogger("io.keepsake");

  static {
    LOG.setLevel(Level.OFF); // a warning for each damaged file would be all that is to be seen
  }

  private FuzzTarget() {}

  /**
   * Reads one input.
   *
   * @throws AssertionError if that ends otherwise than the decoder promises, or takes too much
   *     memory
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Frugality.read(DECODER, input);
  }

  private static Decoder chosen() {
    String name = System.getProperty("keepsake.hostile.decoder", "");
    List<Decoder> all = table().decoders();
    return all.stream()
        .filter(decoder -> decoder.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No decoder '%s' but %s"
                        .formatted(name, all.stream().map(Decoder::name).toList())));
  }

  private static DecoderTable table() {
    String name = System.getProperty("keepsake.hostile.table", "");
    try {
      var constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true); // tests need not be public
      return (DecoderTable) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("No table of decoders: '" + name + "'", e);
    }
  }
}
