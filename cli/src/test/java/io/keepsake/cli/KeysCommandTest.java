package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.key.KeyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opens a vault is listed, added, tried and removed by commands. */
final class KeysCommandTest {

  private static final String KEY = " --key-file key";

  @TempDir Path directory;
  private TestShell shell;

  @BeforeEach
  void aVault() {
    shell = new TestShell(directory);
    run(0, "init --vault keepsake.yaml --to disk1 --to disk2 --to disk3 --new-key-file key");
  }

  private void run(int code, String line) {
    assertEquals(code, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
  }

  private String text(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(shell.out());
    assertTrue(matcher.find(), () -> pattern + " is not in " + shell.out());
    return matcher.group(matcher.groupCount());
  }

  private void said(String part) {
    assertTrue(shell.err().contains(part), shell.err());
  }

  private TestShell typing(String... answers) {
    shell = new TestShell(directory).typing(answers);
    return shell;
  }

  @Test
  void aPassphraseIsChanged() {
    typing("blue", "blue");
    run(0, "keys add --label Grace" + KEY);
    String first = text("added key slot ([0-9a-f]{8}) \\(passphrase, Grace\\)");
    typing("blue");
    run(0, "keys list");
    text(first + " +passphrase +.* today +Grace +opened the vault\n");
    text("key-file +.* today");
    text("data keys: epoch 1, since today\n");
    shell = new TestShell(directory).with(KeyReader.NEW_VARIABLE, "new").typing("blue");
    run(0, "keys add");
    String second = text("added key slot ([0-9a-f]{8}) \\(passphrase\\)");
    typing("new");
    run(0, "keys check");
    assertEquals("opens key slot " + second + " (passphrase)\n", shell.out());
    typing("new");
    run(0, "keys remove " + first);
    assertEquals("removed key slot " + first + " (passphrase, Grace)\n", shell.out());
    typing("blue");
    run(2, "keys list");
    said("opens none of its key slots");
    run(0, "keys --json" + KEY);
    text("\"slots\":\\[\\{\"id\":\"[0-9a-f]{32}\",\"kind\":\"key-file\",\"label\":\"\",");
    text("\"openedBy\":\"[0-9a-f]{32}\",\"epoch\":1,\"epochSince\":\"");
    assertFalse(shell.out().contains("Grace"), shell.out());
  }

  @Test
  void aRecoveryCodeIsPrintedAndTyped() {
    run(0, "keys recovery-code --label safe" + KEY);
    String code = text("(?m)^((?:[0-9A-Z]{5}-){7}[0-9A-Z]{5})$");
    String slot = text("added key slot ([0-9a-f]{8}) \\(recovery-code, safe\\)");
    typing(code.toLowerCase(java.util.Locale.ROOT).replace('-', ' '));
    run(0, "keys check");
    text("opens key slot " + slot);
    char last = code.charAt(code.length() - 1);
    typing(code.substring(0, code.length() - 1) + (last == 'A' ? 'B' : 'A'));
    run(2, "snapshots");
    said("The recovery code has a mistake in group 8 of 8");
    assertFalse(shell.err().contains(code.substring(0, 5)), shell.err());
    run(0, "keys recovery-code --json" + KEY);
    text("\"code\":\"((?:[0-9A-Z]{5}-){7}[0-9A-Z]{5})\"");
  }

  @Test
  void aKeyFileIsMadeOrTaken() throws IOException {
    run(0, "keys add --new-key-file second" + KEY);
    text("key file written: .*second\n");
    byte[] made = Files.readAllBytes(directory.resolve("second"));
    run(0, "keys check --key-file second");
    Files.writeString(directory.resolve("third"), "x".repeat(40));
    run(0, "keys add --new-key-file third --key-file second");
    assertFalse(shell.out().contains("written"), shell.out());
    run(0, "keys check --key-file third");
    assertEquals("x".repeat(40), Files.readString(directory.resolve("third")));
    assertEquals(89, made.length);
  }

  @Test
  void whatIsRefused() throws IOException {
    String id = list();
    run(2, "keys remove " + id + KEY);
    said("is the last one");
    run(2, "keys remove ffff" + KEY);
    said("There is no key slot ffff");
    run(2, "keys remove " + id.substring(0, 3) + KEY);
    typing("blue", "bleu");
    run(2, "keys add" + KEY);
    said("differ");
    run(2, "keys add --new-key-file a --new-passphrase-file b" + KEY);
    said("exclude each other");
    run(2, "keys add --label Gr\u00e4fin" + KEY);
    said("--label: A label has up to 64");
    shell = new TestShell(directory);
    run(2, "keys add" + KEY);
    said("--new-passphrase-file, --new-passphrase-command or --new-key-file, or set");
    Files.move(directory.resolve("disk2"), directory.resolve("unplugged2"));
    Files.move(directory.resolve("disk3"), directory.resolve("unplugged3"));
    run(1, "keys add --new-key-file second" + KEY);
    said("Only 1 of 3 providers answer");
    assertEquals(id, list());
  }

  private String list() {
    run(0, "keys list" + KEY);
    return text("(?m)^([0-9a-f]{8}) +key-file");
  }

  @Test
  void theSlotInUseNeedsAYes() {
    String id = list();
    run(0, "keys add --new-key-file second" + KEY);
    run(2, "keys remove " + id + KEY);
    said("is the one that opened the vault just now");
    run(0, "keys remove --yes " + id + KEY);
    run(2, "keys list" + KEY);
    run(0, "keys list --key-file second");
  }

  @Test
  void dataKeysAreRotated() throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("guests.csv"), "Ada");
    run(0, "backup source" + KEY);
    run(0, "keys rotate" + KEY);
    assertEquals("data keys: epoch 2 from now on\n", shell.out());
    Files.writeString(source.resolve("menu.txt"), "cake");
    run(0, "backup source" + KEY);
    run(0, "keys list" + KEY);
    text("data keys: epoch 2\n");
    run(0, "verify --data" + KEY);
    run(0, "keys rotate --json" + KEY);
    text("\"epoch\":3,\"owed\":\\{\\},");
    run(0, "restore latest --target out" + KEY);
    Path restored = directory.resolve("out").resolve(Path.of("/").relativize(source));
    assertEquals("Ada", Files.readString(restored.resolve("guests.csv")));
    assertEquals("cake", Files.readString(restored.resolve("menu.txt")));
  }

  @Test
  void aProviderThatIsAwayIsOwedTheNewSlots() throws IOException {
    Path disk = directory.resolve("disk3");
    Files.move(disk, directory.resolve("unplugged"));
    run(3, "keys add --new-key-file second" + KEY);
    said("disk3 does not have the change of the keys yet");
    Files.move(directory.resolve("unplugged"), disk);
    run(0, "keys list --key-file second");
    run(3, "status" + KEY);
    run(0, "repair");
    run(0, "status --key-file second");
    assertTrue(shell.out().endsWith("every provider has everything\n"), shell.out());
  }
}
