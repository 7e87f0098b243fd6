package io.keepsake.monitor.alert;

import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes ids that nobody else makes. */
final class Ids implements Supplier<String> {

  private final RandomGenerator random;

  Ids(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String get() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
