package io.keepsake.cli.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.TestShell;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.VaultKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyReaderTest {

  private static final KeySource ONCE = new KeySource.EnvironmentOrPrompt(Asking.ONCE);
  private static final KeySource TWICE = new KeySource.EnvironmentOrPrompt(Asking.TWICE);

  @TempDir Path directory;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private VaultKey read(TestShell shell, KeySource source) throws Exception {
    return new KeyReader(shell.shell(), new Messages(err)).read(source);
  }

  private String text(TestShell shell, KeySource source) throws Exception {
    return new String(read(shell, source).secret().copyBytes(), StandardCharsets.UTF_8);
  }

  private TestShell shell() {
    return new TestShell(directory);
  }

  private Path file(String content, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private String problem(TestShell shell, KeySource source) {
    return assertThrows(UsageException.class, () -> read(shell, source)).getMessage();
  }

  @Test
  void filesLoseOneLineEnd() throws Exception {
    assertEquals(
        "with this ring\n",
        text(shell(), new KeySource.PassphraseFile(file("with this ring\n\n", "rw-------"))));
    assertEquals(
        "ring", text(shell(), new KeySource.PassphraseFile(file("ring\r\n", "rw-------"))));
    assertEquals(" ring", text(shell(), new KeySource.PassphraseFile(file(" ring", "rw-------"))));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void openFilesAreWarnedOf() throws Exception {
    assertEquals("ring", text(shell(), new KeySource.PassphraseFile(file("ring", "rw-r--r--"))));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("keepsake: warning: Others may"));
  }

  @Test
  void commands() throws Exception {
    assertEquals("ring", text(shell(), new KeySource.PassphraseCommand("printf 'ri'; echo ng")));
    assertTrue(
        problem(shell(), new KeySource.PassphraseCommand("echo ring; exit 3"))
            .contains("exit code 3"));
    assertTrue(problem(shell(), new KeySource.PassphraseCommand("true")).contains("is empty"));
  }

  @Test
  void commandsGetNothingToRead() throws Exception {
    TestShell shell = shell().input("standard input".getBytes(StandardCharsets.UTF_8));
    assertEquals("end", text(shell, new KeySource.PassphraseCommand("cat; echo end")));
  }

  @Test
  void theEnvironmentBeforeThePrompt() throws Exception {
    TestShell shell = shell().with(KeyReader.VARIABLE, "ring\n").typing("other");
    assertEquals("ring\n", text(shell, ONCE));
    assertEquals("other", text(shell().typing("other"), ONCE));
  }

  @Test
  void newPassphrasesAreTypedTwice() throws Exception {
    assertEquals("ring", text(shell().typing("ring", "ring"), TWICE));
    assertTrue(problem(shell().typing("ring", "rign"), TWICE).contains("differ"));
    assertTrue(problem(shell().typing("ring"), TWICE).contains("no terminal"));
  }

  @Test
  void emptyOnesAreRefused() throws Exception {
    assertTrue(problem(shell().with(KeyReader.VARIABLE, ""), ONCE).contains("is empty"));
    assertTrue(problem(shell().typing(""), ONCE).contains("is empty"));
    assertTrue(
        problem(shell(), new KeySource.PassphraseFile(file("\n", "rw-------")))
            .contains("is empty"));
  }

  @Test
  void missingFiles() {
    Path none = directory.resolve("none");
    assertTrue(
        problem(shell(), new KeySource.KeyFile(none)).contains("There is no key file " + none));
    assertTrue(
        problem(shell(), new KeySource.PassphraseFile(directory)).contains("cannot be read"));
  }

  @Test
  void keyFilesAreNotPassphrases() throws Exception {
    String message = problem(shell(), new KeySource.KeyFile(file("ring", "rw-------")));
    assertTrue(message.contains("has 4 bytes"), message);
    assertFalse(message.contains("ring"), message);
  }

  @Test
  void newKeyFilesCanBeRead() throws Exception {
    Path file = directory.resolve("key");
    NewKeyFile.create(file);
    byte[] line = Files.readAllBytes(file);
    VaultKey key = read(shell(), new KeySource.KeyFile(file));
    assertInstanceOf(VaultKey.KeyFile.class, key);
    assertEquals(88, key.secret().length());
    assertEquals('\n', line[88]);
    assertArrayEquals(java.util.Arrays.copyOf(line, 88), key.secret().copyBytes());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertThrows(UsageException.class, () -> NewKeyFile.create(file));
    assertArrayEquals(line, Files.readAllBytes(file));
  }

  @Test
  void hugeFilesAreNoKeys() throws Exception {
    Path file = directory.resolve("huge");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertTrue(problem(shell(), new KeySource.KeyFile(file)).contains("longer than 1 MiB"));
  }
}
