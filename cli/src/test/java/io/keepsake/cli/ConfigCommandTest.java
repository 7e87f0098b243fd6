package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault file is checked without a key, and without anybody being asked. */
final class ConfigCommandTest {

  @TempDir Path directory;
  private TestShell shell;
  private Path file;

  @BeforeEach
  void aShell() {
    shell = new TestShell(directory);
    file = directory.resolve("keepsake.yaml");
  }

  private void run(int code, String yaml, String... words) throws IOException {
    Files.writeString(file, yaml);
    assertEquals(code, shell.run(words), () -> shell.out() + shell.err());
    assertFalse(Files.exists(directory.resolve("one")), "nothing is made");
  }

  private static final String RIGHT =
      """
      vault: { copies: 2, minimum: 1 }
      providers:
        - { id: one, url: ./one }
        - { id: two, url: ./two }
      schedules:
        - { name: night, backup: [photos], at: daily at 02:30 }
      """;

  @Test
  void saysWhatItDescribes() throws IOException {
    run(0, RIGHT, "config", "check");
    assertEquals(
        file
            + ": 2 providers, 2 copies wanted and 1 needed; 1 schedule, 0 alert sinks\n"
            + "nothing is wrong\n",
        shell.out());
    run(0, RIGHT, "config", "check", "keepsake.yaml", "--json");
    assertTrue(shell.out().contains("\"providers\":2,\"schedules\":1,\"sinks\":0"), shell.out());
    run(0, RIGHT, "config");
  }

  @Test
  void tellsAllThatIsWrongWithItsLine() throws IOException {
    run(
        2,
        RIGHT.replace("copies: 2", "copis: 2").replace("02:30", "26:30"),
        "config",
        "check",
        file.toString());
    assertTrue(shell.err().contains("2 problems in " + file), shell.err());
    assertTrue(shell.err().contains("line 1, vault.copis"), shell.err());
    assertTrue(shell.err().contains("did you mean 'copies'"), shell.err());
    assertTrue(shell.err().contains("line 6, schedules[1].at"), shell.err());
  }

  @Test
  void asksWhoWouldOpenIt() throws IOException {
    String wrong =
        RIGHT.replace("./two", "gopher://old/place")
            + "alerts: { sinks: [{ id: team, type: pigeon }] }\n";
    run(2, wrong, "config", "check");
    assertTrue(
        shell.err().contains("2 problems in " + file + ":\n  provider two: no plugin opens"),
        shell.err());
    assertTrue(
        shell.err().contains("alert sink team: no plugin knows the type 'pigeon'"), shell.err());
  }

  private static final String PLAIN = RIGHT.replace("url: ./two", "url: ./two, token: abc-xyz");

  @Test
  void aSecretInPlainTextIsAMistake() throws IOException {
    run(
        2,
        PLAIN + "alerts: { sinks: [{ id: team, type: slack, url: 'https://h/abc-xyz' }] }\n",
        "config",
        "check");
    assertTrue(
        shell
            .err()
            .contains(
                "line 4, providers[2].token: found what looks like a secret in plain text; store"
                    + " it with 'keepsake secrets set NAME' and give that name as 'token-secret'"),
        shell.err());
    assertTrue(shell.err().contains("line 7, alerts.sinks[1].url: found what"), shell.err());
    assertFalse(shell.err().contains("abc-xyz"), shell.err());
    run(2, PLAIN, "backup", ".");
    assertTrue(shell.err().contains("line 4, providers[2].token"), shell.err());
  }

  /** What is unsafe about alerts must not keep anybody from their files. */
  @Test
  void aSecretOfASinkIsAMistakeForWhoUsesSinks() throws IOException {
    String yaml =
        RIGHT + "alerts: { sinks: [{ id: team, type: slack, url: 'https://h/abc-xyz' }] }\n";
    for (String use : new String[] {"alerts test", "agent --key-file key", "config check"}) {
      run(2, yaml, use.split(" ", -1));
      assertTrue(shell.err().contains("alerts.sinks[1].url: found what looks like"), shell.err());
    }
    for (String line : new String[] {"init --new-key-file key", "verify --key-file key"}) {
      assertEquals(0, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
      assertTrue(
          shell.err().contains("warning: " + file + ", alerts.sinks[1].url looks like a secret"),
          shell.err());
      assertFalse((shell.out() + shell.err()).contains("abc-xyz"), shell.err());
    }
  }

  @Test
  void whatIsAllowedIsUnwise() throws IOException {
    run(0, PLAIN.replace("{ copies", "{ allow-plain-secrets: true, copies"), "config", "check");
    assertTrue(shell.out().contains("  unwise: "), shell.out());
    assertTrue(shell.out().endsWith("nothing else is wrong\n"), shell.out());
    assertFalse(shell.out().contains("abc-xyz"), shell.out());
    run(2, PLAIN.replace("{ copies", "{ allow-plain-secrets: yes, copies"), "config", "check");
    assertTrue(shell.err().contains("vault.allow-plain-secrets: found 'yes'"), shell.err());
  }

  @Test
  void whatSaysWhereASecretIsOrWhetherItMayBeShownIsNone() throws IOException {
    String places =
        "url: ./two, token-file: t, sas-token-env: S, password-secret: p, clear-password: allowed";
    run(0, RIGHT.replace("url: ./two", places), "config", "check");
    assertTrue(shell.out().endsWith("nothing is wrong\n"), shell.out());
  }

  @Test
  void printsTheSchemaForEditors() throws IOException {
    run(0, RIGHT, "config", "schema");
    assertTrue(shell.out().startsWith("{\n  \"$schema\" : "), shell.out());
    assertTrue(shell.out().contains("\"hedge-reads\" : {"), shell.out());
    assertTrue(shell.out().endsWith("}\n"), shell.out());
    run(0, RIGHT, "config", "schema", "--json");
    assertTrue(shell.out().contains("\"schema\":\"{\\n"), shell.out());
  }

  @Test
  void twoNamesAreOneTooMany() throws IOException {
    run(2, RIGHT, "config", "check", "keepsake.yaml", "--vault", "keepsake.yaml");
    run(2, RIGHT, "config", "check", "nowhere.yaml");
    assertFalse(shell.err().contains("\tat "), shell.err());
  }
}
