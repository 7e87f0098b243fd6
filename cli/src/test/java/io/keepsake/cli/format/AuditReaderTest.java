package io.keepsake.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail that Keepsake writes is read by a program written from the format's page. */
class AuditReaderTest {

  @TempDir Path directory;

  @Test
  void whatIsSealedIsReadAsItWasExported() throws IOException, InterruptedException {
    Python python = Python.require();
    TestShell shell = new TestShell(directory);
    Files.writeString(directory.resolve("Gl\u00fcck"), "with this ring");
    assertEquals(0, shell.run("init", "--to", "a", "--to", "b", "--new-key-file", "key"));
    for (int i = 0; i < 2; i++) {
      assertEquals(
          0,
          shell.run("backup", "Gl\u00fcck", "--to", "a", "--to", "b", "--key-file", "key"),
          shell::err);
    }
    assertEquals(
        0,
        shell.run(
            "audit", "export", "--format", "json", "--to", "a", "--to", "b", "--key-file", "key"),
        shell::err);
    // The command line takes the end of a line for none of the key's; the format knows bytes.
    Path bare = directory.resolve("bare");
    Files.writeString(bare, Files.readString(directory.resolve("key")).strip());
    String key = bare.toString();
    String read =
        python.succeed(
            "keepsake_reader.py",
            Map.of(),
            "audit",
            directory.resolve("b").toString(),
            "--key-file",
            key);
    assertEquals(shell.out(), read);
    assertEquals(5, read.lines().count());
    String checked =
        python.succeed(
            "keepsake_reader.py",
            Map.of(),
            "check",
            directory.resolve("a").toString(),
            "--key-file",
            key);
    assertTrue(checked.contains("5 audit records"), checked);
  }
}
