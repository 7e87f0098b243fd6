package io.keepsake.testkit.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the clock of another process wrong, by libfaketime. */
public final class WrongClock {

  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
          "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1");

  private WrongClock() {}

  /**
   * What to put into the environment of the process. Skips the test where there is no libfaketime,
   * with a message that says so. Time still passes as it does, and monotonic clocks are right.
   *
   * @param offset how wrong it is, such as {@code +1h} or {@code -20y}
   */
  public static Map<String, String> environment(String offset) {
    Optional<Path> library = LIBRARIES.stream().map(Path::of).filter(Files::isReadable).findFirst();
    assumeTrue(
        library.isPresent(),
        "SKIPPED, NOT TESTED: a clock that is wrong needs libfaketime (Debian: libfaketime)");
    return Map.of(
        "LD_PRELOAD",
        library.orElseThrow().toString(),
        "FAKETIME",
        offset,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }
}
