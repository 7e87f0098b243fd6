package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials are stored, listed, replaced and removed by commands, and never shown. */
final class SecretsCommandTest {

  private static final String VALUE = "tulip-1926";

  @TempDir Path directory;
  private TestShell shell;
  private Path file;
  private final StringBuilder printed = new StringBuilder();

  @BeforeEach
  void aShell() {
    file = directory.resolve("no-config/keepsake/secrets");
    shell = new TestShell(directory).with("KEEPSAKE_SECRETS_KEY_FILE", "key");
  }

  @AfterEach
  void noValueWasPrinted() {
    assertFalse(printed.toString().contains("tulip"), printed::toString);
  }

  private void run(int code, String line) {
    assertEquals(code, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
    printed.append(shell.out()).append(shell.err());
  }

  private void set(String name, String value) {
    shell.input((value + "\n").getBytes(StandardCharsets.UTF_8));
    run(0, "secrets set --stdin " + name);
  }

  private void said(String part) {
    assertTrue(shell.err().contains(part), shell.err());
    assertEquals(1, shell.err().lines().count(), shell.err());
  }

  @Test
  void theFirstOneMakesTheFile() throws IOException {
    set("nas.password", VALUE);
    assertEquals("stored 'nas.password'\n", shell.out());
    assertEquals("key file written: " + directory.resolve("key") + "\n", shell.err());
    for (Path each : new Path[] {file, directory.resolve("key")}) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
    run(0, "secrets list");
    assertTrue(
        shell.out().matches("(?s)NAME +SET +AGE +GENERATIONS +NEWEST ACCEPTED BY\n.*"),
        shell.out());
    assertTrue(shell.out().matches("(?s).*nas.password +[0-9: -]+ +today +1 +-\n"), shell.out());
    run(0, "secrets");
  }

  @Test
  void twoGenerationsAreKept() {
    set("a", VALUE);
    set("a", VALUE);
    assertEquals("'a' has this value already; nothing was changed\n", shell.out());
    set("a", VALUE + "1");
    assertTrue(shell.out().contains("'keepsake secrets remove a --previous'"), shell.out());
    set("a", VALUE + "2");
    assertTrue(shell.out().contains("no provider has accepted"), shell.out());
    run(0, "secrets list --json");
    assertTrue(
        shell.out().contains("\"command\":\"secrets list\"")
            && shell.out().contains("\"name\":\"a\"")
            && shell.out().contains("\"generations\":2,\"previousSet\":\"")
            && shell.out().contains("\"acceptedBy\":[]"),
        shell.out());
    run(0, "secrets remove a --previous");
    run(2, "secrets remove a --previous");
    said("There is one value of 'a' only.");
    run(0, "secrets remove a");
    run(0, "secrets list --json");
    assertTrue(shell.out().contains("\"secrets\":[]"), shell.out());
  }

  @Test
  void aPassphraseAndAValueAreTyped() {
    shell = new TestShell(directory).typing(VALUE, "blue", "blue");
    run(0, "secrets set nas.password");
    shell = new TestShell(directory).typing("blue");
    run(0, "secrets list");
    shell = new TestShell(directory).with("KEEPSAKE_SECRETS_PASSPHRASE", "green");
    run(2, "secrets list");
    said("The key does not open the secrets file " + file);
    shell = new TestShell(directory);
    run(2, "secrets list");
    said("set KEEPSAKE_SECRETS_PASSPHRASE");
    run(2, "secrets list --secrets-key-file other");
    said("is opened by a passphrase, and not by the key file");
    shell.typing(VALUE, "blue", "bleu");
    shell.with("KEEPSAKE_SECRETS_FILE", "elsewhere");
    run(2, "secrets set nas.password");
    said("differ");
  }

  @Test
  void whatIsRefused() throws IOException {
    run(2, "secrets list");
    said("There is no secrets file " + file);
    run(2, "secrets set");
    run(2, "secrets set a " + VALUE);
    said("If that was the secret, consider it known");
    run(2, "secrets set tulip/1926");
    said("The value is no argument");
    shell.input("\n".getBytes(StandardCharsets.UTF_8));
    run(2, "secrets set a --stdin");
    said("it is empty");
    shell.input(new byte[] {(byte) 0xc3, 'x'});
    run(2, "secrets set a --stdin");
    said("no text in UTF-8");
    run(2, "secrets set a");
    said("Pipe it in, with --stdin");
    assertFalse(Files.exists(file));
    set("nas.password", VALUE);
    run(2, "secrets remove nas.pasword");
    said("Did you mean 'nas.password'");
    Files.write(directory.resolve("key"), new byte[40]);
    run(2, "secrets list");
    said("The key does not open");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    run(2, "secrets list");
    said("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[100]);
    run(2, "secrets list");
    said("is damaged: it was torn or altered");
    shell.input("v".getBytes(StandardCharsets.UTF_8));
    run(2, "secrets set a --stdin");
    said("is damaged");
  }

  @Test
  void aVaultFileNamesThem() throws IOException {
    set("nas.password", VALUE);
    Files.writeString(
        directory.resolve("keepsake.yaml"),
        """
        providers:
          - { id: one, url: ./one, password-secret: nas.password }
        """);
    shell.with("KEEPSAKE_PASSPHRASE", "blue");
    run(2, "init");
    said("Provider one: there is no option 'password'");
    run(2, "providers check one");
    said("Provider one: there is no option 'password'");
    run(0, "secrets remove nas.password");
    run(2, "repair");
    said("Provider one: option password-secret names a secret that is not stored");
    shell = new TestShell(directory).typing("blue", "blue");
    run(2, "init");
    said("is opened by a key file: name it by --secrets-key-file or KEEPSAKE_SECRETS_KEY_FILE");
    assertFalse(Files.exists(directory.resolve("one")));
  }

  @Test
  void aConfigurationIsCheckedWithTheKeyOrWithout() throws IOException {
    set("nas.password", VALUE);
    String yaml = "providers:\n  - { id: one, url: ./one, password-secret: nas.password }\n";
    Files.writeString(directory.resolve("keepsake.yaml"), yaml);
    run(0, "config check");
    assertTrue(shell.out().endsWith("nothing is wrong\n"), shell.out());
    Files.writeString(directory.resolve("keepsake.yaml"), yaml.replace("nas.", "nsa."));
    run(2, "config check");
    said("names a secret that is not stored");
    shell = new TestShell(directory);
    run(0, "config check");
    assertTrue(shell.out().contains("not looked at: provider one"), shell.out());
    Files.writeString(directory.resolve("keepsake.yaml"), yaml.replace("nas.password", "tulip 1"));
    run(2, "config check");
    said("line 2, providers[1].password-secret: found no name of a stored secret");
  }

  @Test
  void anOptionIsNoPlaceForOne() throws IOException {
    Files.writeString(directory.resolve("keepsake.yaml"), "providers: [{ id: one, url: ./one }]\n");
    run(2, "providers add ./two --option password=" + VALUE);
    said("give that name as option 'password-secret'");
  }
}
