package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd understands the unit of the agent, as it is shipped but for the place of the program. */
final class SystemdUnitTest {

  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final String SHIPPED = "/opt/keepsake";

  @TempDir private static Path directory;
  private static String unit;

  @BeforeAll
  static void unpack() throws Exception {
    assumeTrue(
        Files.isExecutable(ANALYZE),
        "NOT TESTED: the unit of the agent, which needs the package systemd");
    Unpacked unpacked = Unpacked.into(directory);
    String shipped =
        Files.readString(unpacked.home().resolve("share/systemd/keepsake-agent.service"));
    assertTrue(shipped.contains(SHIPPED), shipped);
    Path home = Files.createSymbolicLink(directory.resolve("home"), unpacked.home());
    unit = shipped.replace(SHIPPED, home.toString());
  }

  private static Outcome verify(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("keepsake-agent.service"), text);
    return Outcome.of(
        new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", file.toString()), directory);
  }

  @Test
  void nothingIsWrongWithIt() throws Exception {
    assertEquals(new Outcome(0, "", ""), verify(unit));
  }

  @Test
  void whatIsWrongWouldBeTold() throws Exception {
    Outcome outcome = verify(unit.replace("LoadCredential=", "LoadCredentials="));
    assertTrue(outcome.err().contains("LoadCredentials"), outcome::toString);
  }
}
