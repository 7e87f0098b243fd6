package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class ArgumentsTest {

  static final java.util.List<String> VERBS = Verbs.NAMES;

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void newShell() {
    shell = new TestShell(directory);
  }

  @Test
  void tellsItsVersion() {
    assertEquals(0, shell.run("--version"));
    assertTrue(shell.out().matches("keepsake \\S+\n"), shell.out());
  }

  @Test
  void helpListsEveryCommandAndTheExitCodes() {
    assertEquals(0, shell.run("--help"));
    Verbs.NAMES.forEach(
        name -> assertTrue(shell.out().contains("\n  " + name + " "), name + " is not listed"));
    assertTrue(shell.out().contains("130 interrupted"));
    assertFalse(shell.out().contains("\033"), "no colours");
  }

  @ParameterizedTest
  @FieldSource("VERBS")
  void everyCommandHasAHelpPage(String verb) {
    assertEquals(0, shell.run(verb, "--help"));
    assertTrue(shell.out().startsWith("Usage: keepsake " + verb), shell.out());
    assertTrue(shell.out().contains("--json"));
    assertTrue(shell.out().contains("Exit codes: 0 "));
  }

  @Test
  void helpOfACommandByItsName() {
    assertEquals(0, shell.run("help", "backup"));
    assertTrue(shell.out().startsWith("Usage: keepsake backup"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restroe latest | There is no command 'restroe'. Did you mean 'restore'?",
        "--jsn | There is no option '--jsn'.",
        "backup --exlude x . | has no option '--exlude'. Did you mean '--exclude'?",
        "backup --to x | Nothing to back up is named.",
        "backup --stdin --to x | --stdin and --name go together",
        "backup --stdin --name a . --to x | --stdin and paths exclude each other",
        "backup --label event . --to x | KEY=VALUE",
        "backup no-such-folder --to x | There is no ",
        "backup . --to x --exclude [ | [",
        "restore latest | --target",
        "restore --target x | SNAPSHOT",
        "restore latest --target x --path a | begins with a slash",
        "diff one | SECOND",
        "diff one two three | takes no argument 'three'",
        "repair --to x --limit-upload fast | --limit-upload takes a size such as",
        "backup . --to x --limit-upload 0 | --limit-upload takes a size such as",
        "verify --percent 5 | --percent goes with --data",
        "verify --data --percent 101 | 1 to 100, not 101",
        "verify --data --percent many | many",
        "ls latest relative --to x | begins with a slash",
        "completion fish | none for 'fish'",
        "snapshots --vault a --to b | exclude each other",
        "snapshots | No vault is named.",
        "snapshots --vault missing.yaml | There is no vault file",
        "snapshots --to s3://user:hunter2@host/b | holds a password",
        "snapshots --to x --key-file a --passphrase-file b | exclude each other",
        "snapshots --to x --to ./x | twice",
        "snapshots --to x | There is no terminal to ask for the passphrase on.",
      })
  void mistakesAreOneSentenceAndCode2(String line, String part) {
    assertEquals(2, shell.run(line.split(" ")));
    assertAll(
        () -> assertEquals("", shell.out()),
        () -> assertTrue(shell.err().startsWith("keepsake: "), shell.err()),
        () -> assertEquals(1, shell.err().lines().count(), shell.err()),
        () -> assertTrue(shell.err().contains(part), shell.err()),
        () -> assertFalse(shell.err().contains("hunter2"), shell.err()));
  }

  @Test
  void withoutArguments() {
    assertEquals(2, shell.run());
    assertTrue(shell.err().contains("keepsake --help"));
  }

  @Test
  void mistakesInJson() {
    assertEquals(2, shell.run("restore", "latest", "--json"));
    assertTrue(
        shell
            .out()
            .startsWith(
                "{\"version\":1,\"command\":\"restore\",\"status\":\"usage\",\"exitCode\":2,"
                    + "\"error\":{\"kind\":\"USAGE\",\"message\":\"Missing required option"),
        shell.out());
    assertEquals(1, shell.out().lines().count());
  }

  @Test
  void hostileArgumentsDoNotReachTheTerminal() {
    assertEquals(2, shell.run("\033]0;owned\007"));
    assertFalse(shell.err().contains("\033"), "escape characters are escaped");
    assertTrue(shell.err().contains("\\x1b]0;owned\\x07"), shell.err());
  }

  @Test
  void argumentsThatCouldNotBeDecoded() {
    assertEquals(2, shell.run("backup", "Zo\ufffd", "--to", "x"));
    assertTrue(shell.err().contains("LC_ALL=C.UTF-8"), shell.err());
  }

  @Test
  void completionScriptNamesTheCommands() {
    assertEquals(0, shell.run("completion", "bash"));
    assertTrue(shell.out().startsWith("#!"), "a script");
    Verbs.NAMES.forEach(name -> assertTrue(shell.out().contains(name)));
    assertEquals(0, shell.run("completion", "zsh"));
    assertTrue(shell.out().contains("compinit"));
  }
}
