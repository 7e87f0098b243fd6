package io.keepsake.core.spi.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

final class OptionUnitsTest {

  @Property(tries = 200)
  void sizesAreToldAsTheyAreWritten(@ForAll @LongRange(min = 1, max = 1L << 33) long bytes) {
    String text = OptionUnits.text(bytes).replace(" bytes", "");
    assertEquals(OptionalLong.of(bytes), OptionUnits.size(text));
  }
}
