package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HumanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1288490189, 1.2 GiB",
    "1048575, 1.0 MiB",
    "1048524, 1023.9 KiB",
    "5690831667, 5.3 GiB",
    "9223372036854775807, 8.0 EiB"
  })
  void sizes(long bytes, String text) {
    assertEquals(text, Human.size(bytes));
  }

  @Test
  void counts() {
    assertEquals("1,204 files", Human.count(1204, "file", "files"));
    assertEquals("1 file", Human.count(1, "file", "files"));
    assertEquals("0 files", Human.count(0, "file", "files"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "4123, 4.1 s",
    "59999, 60.0 s",
    "60000, 1 min 0 s",
    "125000, 2 min 5 s",
    "12000000, 3 h 20 min"
  })
  void durations(long millis, String text) {
    assertEquals(text, Human.duration(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "41, 0:41", "600, 10:00", "3723, 1:02:03"})
  void clocks(long seconds, String text) {
    assertEquals(text, Human.clock(seconds));
  }
}
