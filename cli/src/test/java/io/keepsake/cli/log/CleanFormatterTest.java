package io.keepsake.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class CleanFormatterTest {

  @Test
  void neitherMessagesNorTracesTellSecrets() {
    LogRecord logged = new LogRecord(Level.WARNING, "GET https://ada:{0}@nas.example.com/v failed");
    logged.setParameters(new Object[] {"fakepass1"});
    IOException cause = new IOException("Authorization: Bearer fake-token-2 was refused");
    logged.setThrown(new IOException("password=fakepass3", cause));
    String line = new CleanFormatter().format(logged);
    for (String secret : new String[] {"fakepass1", "fake-token-2", "fakepass3"}) {
      assertFalse(line.contains(secret), line);
    }
    for (String rest : new String[] {"nas.example.com/v failed", "was refused", "IOException"}) {
      assertTrue(line.contains(rest), line);
    }
  }

  /** Nothing but a string there names the class. */
  @Test
  void theSettingsOfTheProgramNameIt() throws IOException {
    Path file = Path.of("..", "distribution", "src", "main", "conf", "logging.properties");
    if (!Files.exists(file)) {
      file = Path.of("distribution", "src", "main", "conf", "logging.properties");
    }
    Properties settings = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      settings.load(in);
    }
    assertEquals(
        CleanFormatter.class.getName(),
        settings.getProperty("java.util.logging.ConsoleHandler.formatter"));
  }
}
