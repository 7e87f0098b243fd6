package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.demo.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code providers add}, {@code remove} and {@code replace}, with local stores. */
final class ProvidersChangeTest {

  private static final String FILE =
      """
      # The wedding vault.
      vault:
        copies: 2   # both disks
        minimum: 1
      providers:
        - id: disk1   # in the study
          url: ./disk1
        - id: disk2
          url: ./places/disk2
      """;

  @TempDir Path directory;
  private TestShell shell;
  private Path file;

  @BeforeEach
  void aVaultWithABackup() throws IOException {
    shell = new TestShell(directory);
    file = Files.writeString(directory.resolve("keepsake.yaml"), FILE);
    Files.createDirectories(directory.resolve("places"));
    Path source = Files.createDirectories(directory.resolve("source"));
    byte[] photo = new byte[300_000];
    new Random(7).nextBytes(photo);
    Files.write(source.resolve("one.jpg"), photo);
    run(0, "init", "--new-key-file", "key");
    run(0, "backup", "source", "--key-file", "key");
  }

  private void run(int code, String... args) {
    assertEquals(code, shell.run(args), () -> shell.out() + shell.err());
  }

  private void providers(int code, String line) {
    run(code, ("providers " + line).split(" "));
  }

  private void assertOut(String part) {
    assertTrue(shell.out().contains(part), () -> part + " is not in " + shell.out());
  }

  private void assertErr(String part) {
    assertTrue(shell.err().contains(part), () -> part + " is not in " + shell.err());
  }

  private List<String> names(String place) throws IOException {
    Path root = directory.resolve(place);
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(found -> root.relativize(found).toString())
          .sorted()
          .toList();
    }
  }

  private Path pack(String place) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(place).resolve("packs"))) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(found -> found.toFile().length()))
          .orElseThrow();
    }
  }

  /** The same rotten byte in both copies: no good one is left. */
  private void rot() throws IOException {
    for (String place : List.of("disk1", "places/disk2")) {
      Path pack = pack(place);
      byte[] bytes = Files.readAllBytes(pack);
      bytes[100] ^= 1;
      Files.delete(pack);
      Files.write(pack, bytes);
    }
  }

  @Test
  void anAddedProviderIsFilledAndTheRestOfTheFileStays() throws IOException {
    providers(0, "add disk3");
    assertOut(
        "disk3 added: file://" + directory.resolve("disk3") + " (empty); 3 copies are wanted");
    assertOut("disk3 filled: " + names("disk1").size() + " objects");
    assertEquals(names("disk1"), names("disk3"));
    assertEquals(
        FILE.replace("copies: 2", "copies: 3")
            + "  - id: \"disk3\"\n    url: \"file://"
            + directory.resolve("disk3")
            + "\"\n",
        Files.readString(file));
    Trees.delete(directory.resolve("disk1"));
    Trees.delete(directory.resolve("places/disk2"));
    run(0, "restore", "latest", "--target", "out", "--key-file", "key", "--to", "disk3");
    assertEquals(
        -1,
        Files.mismatch(
            directory.resolve("source/one.jpg"),
            directory.resolve("out" + directory.resolve("source/one.jpg"))));
  }

  @Test
  void aStandbyIsNotAskedForACopyAndMayBeFilledLater() throws IOException {
    providers(0, "add disk3 --id spare --role standby --region attic --no-fill --json");
    assertOut("\"provider\":\"spare\"");
    assertOut("\"place\":\"empty\",\"copies\":2");
    assertFalse(shell.out().contains("filling"), shell.out());
    assertEquals(List.of(), names("disk3"));
    assertTrue(Files.readString(file).contains("copies: 2"));
    assertTrue(Files.readString(file).endsWith("    role: standby\n    region: \"attic\"\n"));
    run(0, "repair", "--provider", "spare");
    assertEquals(names("disk1"), names("disk3"));
  }

  @Test
  void aReplicaOfThisVaultAndOneThatWasBegunAreTaken() throws IOException {
    providers(0, "add disk3");
    providers(0, "remove disk3 --copies 2");
    providers(0, "add disk3");
    assertOut("(replica)");
    assertOut("disk3 filled: 0 objects");
    providers(0, "remove disk3 --copies 2");
    Files.delete(directory.resolve("disk3/keepsake.json"));
    Files.delete(pack("disk3"));
    providers(0, "add disk3");
    assertOut("(part)");
    assertOut("disk3 filled: 2 objects");
    assertEquals(names("disk1"), names("disk3"));
  }

  @Test
  void whatBelongsToSomethingElseIsRefused() throws IOException {
    Files.writeString(directory.resolve("other.yaml"), "providers: [{id: o, url: ./other}]\n");
    run(0, "init", "--vault", "other.yaml", "--key-file", "key");
    List<String> before = names("other");
    providers(2, "add other");
    assertErr("holds another vault");
    Files.delete(directory.resolve("other/keepsake.json"));
    providers(2, "add other");
    assertErr("which the vault has not");
    Path letters = Files.createDirectories(directory.resolve("letters"));
    Files.writeString(letters.resolve("ada.txt"), "Dear Ada");
    providers(2, "add letters");
    assertErr("it has ada.txt, which the vault has not");
    assertEquals(List.of("ada.txt"), names("letters"));
    assertEquals(
        before.stream().filter(name -> !name.equals("keepsake.json")).toList(), names("other"));
    assertEquals(FILE, Files.readString(file));
  }

  @Test
  void whatCannotBeReachedOrIsThereIsRefused() throws IOException {
    providers(1, "add nowhere/at/all");
    assertErr("The new place cannot be used: ");
    providers(2, "add ./disk1");
    assertErr("in the vault file already, as 'disk1'");
    providers(2, "add disk3 --id disk2");
    assertErr("There is a provider 'disk2' already");
    providers(2, "add disk3 --role spare");
    assertErr("--role is active, standby, read-only, not 'spare'");
    providers(2, "add disk3 --option url=x");
    assertErr("'url' is none");
    providers(2, "add disk3 --copies 9");
    assertErr("vault.copies");
    providers(2, "add disk3 --to disk1");
    assertErr("give --vault FILE instead of --to");
    assertEquals(FILE, Files.readString(file));
  }

  @Test
  void removingLeavesTheDataAndSaysSo() throws IOException {
    List<String> before = names("disk1");
    providers(2, "remove disk1");
    assertErr("2 copies are wanted, and without disk1 there are 1 providers for them");
    assertEquals(FILE, Files.readString(file));
    providers(0, "remove disk1 --copies 1");
    assertOut("disk1 removed: the others have all " + before.size() + " objects");
    assertOut("to delete it: rm -r '" + directory.resolve("disk1") + "'");
    assertEquals(before, names("disk1"));
    assertEquals(
        FILE.replace("copies: 2", "copies: 1")
            .replace("  - id: disk1   # in the study\n    url: ./disk1\n", ""),
        Files.readString(file));
    providers(2, "remove disk2");
    assertErr("no active provider remains");
  }

  @Test
  void nothingIsRemovedWhileTheOthersLackSomething() throws IOException {
    Files.delete(pack("places/disk2"));
    providers(1, "remove disk1 --copies 1");
    assertErr("disk2 does not have everything (1 missing, 0 damaged)");
    assertErr("No provider was removed");
    assertEquals(FILE, Files.readString(file));
    run(0, "repair");
    providers(0, "remove disk1 --copies 1");
  }

  @Test
  void whoCannotBeAskedIsRemovedOnlyIfItIsLost() throws IOException {
    Trees.delete(directory.resolve("places"));
    providers(1, "remove disk2 --copies 1");
    assertErr("disk2 cannot be asked what it has");
    assertErr("say --lost");
    providers(1, "remove disk1 --copies 1");
    assertErr("disk2 cannot be asked what it has");
    assertEquals(FILE, Files.readString(file));
    providers(0, "remove disk2 --copies 1 --lost");
    assertFalse(Files.readString(file).contains("disk2"));
  }

  @Test
  void theMinimumIsLoweredOnlyWhenAsked() throws IOException {
    Files.writeString(file, FILE.replace("minimum: 1", "minimum: 2"));
    providers(2, "remove disk1 --copies 1");
    assertErr("A backup needs 2 copies, and 1 would be wanted");
    providers(0, "remove disk1 --copies 1 --minimum 1");
    assertTrue(Files.readString(file).contains("minimum: 1"));
  }

  @Test
  void aReplacementIsFilledBeforeTheOldOneGoes() throws IOException {
    List<String> before = names("disk1");
    providers(0, "replace disk1 disk3");
    assertOut("disk1 removed: disk3 has everything");
    assertEquals(before, names("disk3"));
    assertEquals(before, names("disk1"));
    String text = Files.readString(file);
    assertFalse(text.contains("disk1"), text);
    assertTrue(text.contains("copies: 2   # both disks"), text);
    run(0, "verify", "--data", "--key-file", "key");
  }

  @Test
  void withoutNumbersInTheFileToo() throws IOException {
    Files.writeString(
        file, "providers: [{id: disk1, url: ./disk1}, {id: disk2, url: ./places/disk2}]\n");
    providers(0, "replace disk1 disk3 --json");
    assertOut(
        "\"provider\":\"disk3\",\"replaced\":\"disk1\",\"removed\":true,\"filling\":{\"objects\":");
    assertEquals(
        "providers: [{id: disk2, url: ./places/disk2}, { id: \"disk3\", url: \"file://"
            + directory.resolve("disk3")
            + "\" }]\n",
        Files.readString(file));
  }

  @Test
  void anIncompleteReplacementKeepsBothAndGoesOnLater() throws IOException {
    byte[] good = Files.readAllBytes(pack("disk1"));
    Path pack = pack("disk1");
    rot();
    providers(3, "replace disk1 disk3");
    assertOut("disk1 was not removed: both are in the vault file");
    assertTrue(Files.readString(file).contains("disk1"));
    assertTrue(Files.readString(file).contains("disk3"));
    assertFalse(names("disk3").contains(directory.resolve("disk1").relativize(pack).toString()));
    Files.write(pack, good);
    providers(0, "replace disk1 disk3");
    assertOut("disk1 removed: disk3 has everything");
    assertFalse(Files.readString(file).contains("disk1"));
  }

  @Test
  void aReadOnlyProviderIsNeverWrittenTo() throws IOException {
    providers(2, "add disk3 --role read-only");
    assertErr("has to hold a replica of the vault, and disk3 does not");
    assertEquals(List.of(), names("disk3"));
    assertEquals(FILE, Files.readString(file));
    providers(0, "add disk3");
    providers(0, "remove disk3 --copies 2");
    Files.delete(pack("disk3"));
    List<String> before = names("disk3");
    providers(0, "add disk3 --role read-only");
    assertEquals(before, names("disk3"));
    providers(2, "replace disk3 disk4");
    assertErr("disk3 is read-only");
  }

  @Test
  void aDeadProviderIsReplaced() throws IOException {
    Trees.delete(directory.resolve("places"));
    providers(1, "replace disk2 disk3");
    assertErr("say --lost");
    providers(0, "replace disk2 disk3 --lost");
    assertFalse(Files.readString(file).contains("disk2"));
    assertEquals(names("disk1"), names("disk3"));
  }
}
