package io.keepsake.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Keepsake writes, a program written only from docs/format/README.md reads: were Keepsake
 * lost, its vaults would not be.
 */
class IndependentReaderTest {

  private static final String READER = "keepsake_reader.py";
  private static final Map<String, String> PASSPHRASE = Map.of("KEEPSAKE_PASSPHRASE", "à la carte");

  @TempDir Path directory;
  private Python python;
  private Path tree;
  private Path store;

  @BeforeEach
  void makeTree() throws IOException, InterruptedException {
    python = Python.require();
    tree = directory.resolve("tree");
    store = directory.resolve("store");
    python.succeed("make-nasty-tree.py", Map.of(), tree.toString());
  }

  /** Its paths are longer than what the platform's file API can delete. */
  @AfterEach
  void removeTrees() throws IOException, InterruptedException {
    Process removal =
        new ProcessBuilder("rm", "-rf", tree.toString(), directory.resolve("target").toString())
            .inheritIO()
            .start();
    assertEquals(0, removal.waitFor());
  }

  private BackupResult backup() throws VaultException {
    try (Vault vault =
        Files.exists(store)
            ? Vaults.open(store, Vaults.passphrase("à la carte"))
            : Vaults.create(store, Vaults.passphrase("à la carte"))) {
      return Vaults.backup(vault, tree);
    }
  }

  private String read(String... arguments) throws IOException, InterruptedException {
    return python.succeed(READER, PASSPHRASE, arguments);
  }

  @Test
  void checksListsAndRestoresANastyTree() throws Exception {
    backup();
    Files.writeString(tree.resolve("contents/one"), "2");
    BackupResult second = backup();

    String checked = read("check", store.toString());
    assertTrue(checked.startsWith("sound: "), checked);
    assertTrue(checked.contains("2 snapshots"), checked);

    List<String> listed = read("list", store.toString()).lines().toList();
    assertEquals(2, listed.size());
    assertTrue(
        listed.getLast().startsWith(second.snapshot().id().hex().substring(0, 12)),
        listed.toString());

    Path target = directory.resolve("target");
    read("restore", store.toString(), "latest", "--target", target.toString());
    Path restored = target.resolve(tree.getRoot().relativize(tree).toString());
    python.succeed("compare-trees.py", Map.of(), tree.toString(), restored.toString());
  }

  @Test
  void leavesOutWhatIsForgotten() throws Exception {
    SnapshotId first = backup().snapshot().id();
    Files.writeString(tree.resolve("contents/one"), "2");
    SnapshotId second = backup().snapshot().id();
    Path kept = store.resolve("snapshots").resolve(first.hex());
    byte[] object = Files.readAllBytes(kept);
    try (Vault vault = Vaults.open(store, Vaults.passphrase("à la carte"))) {
      VaultRetention retention = new VaultRetention(vault, VaultListener.NONE);
      Attribution why = new Attribution("café", "ada", "wrong folder");
      retention.hold(second, why);
      retention.forget(List.of(first), why);
    }
    Files.write(kept, object); // as a store has it that was away meanwhile
    String checked = read("check", store.toString());
    assertTrue(checked.startsWith("sound: "), checked);
    assertTrue(checked.contains("1 snapshots") && checked.contains("2 marks"), checked);
    List<String> listed = read("list", store.toString()).lines().toList();
    assertEquals(1, listed.size());
    assertTrue(listed.getFirst().startsWith(second.abbreviated()), listed.toString());
    try (var holds = Files.list(store.resolve("holds"))) {
      Path hold = holds.findFirst().orElseThrow();
      String dumped = read("dump", store.toString(), "holds/" + hold.getFileName());
      assertTrue(dumped.contains("\"reason\": \"wrong folder\""), dumped);
    }
  }

  @Test
  void restoresWithoutAnyIndex() throws Exception {
    backup();
    try (var index = Files.list(store.resolve("index"))) {
      for (Path object : index.toList()) {
        Files.delete(object);
      }
    }
    String entries = read("ls", store.toString(), "latest", "--from-packs");
    assertTrue(entries.contains("/shapes/wide/file-00000"), "all entries are listed");
  }

  @Test
  void findsAFlippedBit() throws Exception {
    backup();
    Path pack;
    try (var packs = Files.walk(store.resolve("packs"))) {
      pack = packs.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 4;
    // A new file in its place: an object's own may not be writable.
    Files.delete(pack);
    Files.write(pack, bytes);
    Python.Answer answer = python.run(READER, PASSPHRASE, List.of("check", store.toString()));
    assertNotEquals(0, answer.status());
    assertTrue(answer.text().contains(pack.getFileName().toString()), answer.text());
  }
}
