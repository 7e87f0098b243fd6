package io.keepsake.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotEntry;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each later Keepsake reads the vaults in docs/format/vectors, which stay as they are. */
class PublishedVaultTest {

  private static final Path VECTORS =
      Path.of("..", "docs", "format", "vectors").toAbsolutePath().normalize();

  @TempDir Path directory;

  /** A vault of its own to open: the published one is only read. */
  private Path copy(String name) throws IOException {
    Path source = VECTORS.resolve(name);
    Path target = directory.resolve(name);
    try (var files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
    return target;
  }

  private Vault open() throws IOException {
    return Vaults.open(copy("vault"), Vaults.passphrase("Something borrowed, something blue"));
  }

  @Test
  void isSound() throws IOException {
    try (Vault vault = open()) {
      VerifyReport report =
          vault.verify(new VerifyRequest(VerifyRequest.Depth.DATA, 100), VaultListener.NONE);
      assertTrue(report.sound(), () -> report.findings().toString());
      assertEquals(2, report.snapshots());
    }
  }

  @Test
  void listsWhatWasBackedUp() throws IOException {
    try (Vault vault = open()) {
      List<Snapshot> snapshots = vault.snapshots();
      assertEquals(2, snapshots.size());
      assertEquals(Map.of("event", "wedding", "copy", "first"), snapshots.get(0).labels());
      assertEquals(snapshots.get(0).id(), snapshots.get(1).parent().orElseThrow());
      for (int i = 0; i < 2; i++) {
        List<String> expected = expected(i + 1).stream().map(PublishedVaultTest::entry).toList();
        assertEquals(expected, entries(vault, snapshots.get(i)));
      }
    }
  }

  private static List<String> expected(int snapshot) throws IOException {
    return Files.readAllLines(VECTORS.resolve("snapshot-" + snapshot + ".tsv"));
  }

  /** What an entry tells, of a line: all but links, content and attributes. */
  private static String entry(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    boolean link = fields.getFirst().equals("SYMLINK");
    return String.join("\t", fields.subList(0, 4))
        + "\t"
        + (link ? fields.get(5) : "-")
        + "\t"
        + fields.getLast();
  }

  private static List<String> entries(Vault vault, Snapshot snapshot) throws VaultException {
    String root = snapshot.roots().getFirst();
    List<String> lines = new ArrayList<>();
    vault.entries(snapshot.id(), root, entry -> lines.add(line(entry, root)));
    lines.removeIf(line -> line.endsWith("\t"));
    lines.sort((a, b) -> path(a).compareTo(path(b)));
    return lines;
  }

  private static String path(String line) {
    return line.substring(line.lastIndexOf('\t'));
  }

  private static String line(SnapshotEntry entry, String root) {
    EntryAttributes at = entry.attributes();
    boolean link = at.kind() == EntryKind.SYMLINK;
    Instant modified = at.modified();
    long seconds = modified.getEpochSecond();
    int nanoseconds = modified.getNano();
    return "%s\t%04o\t%d.%09d\t%d\t%s\t%s"
        .formatted(
            at.kind(),
            at.mode(),
            seconds,
            nanoseconds,
            at.size(),
            link ? ascii(at.linkTarget().toString()) : "-",
            ascii(entry.path().substring(root.length())));
  }

  /** The lines are ASCII: letters beyond it are their UTF-8 bytes as {@code \xNN}. */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      ascii.append(b >= 0 ? String.valueOf((char) b) : "\\x%02x".formatted(b));
    }
    return ascii.toString();
  }

  @Test
  void restoresEveryByte() throws Exception {
    Python python = Python.require();
    try (Vault vault = open()) {
      List<Snapshot> snapshots = vault.snapshots();
      for (int i = 0; i < 2; i++) {
        Path target = directory.resolve("restored-" + i);
        Snapshot snapshot = snapshots.get(i);
        vault.restore(RestoreRequest.all(snapshot.id(), target), VaultListener.NONE);
        Path tree = target.resolve(snapshot.roots().getFirst().substring(1));
        String described =
            python.succeed("tests/fixture_tree.py", Map.of(), "describe", tree.toString());
        List<String> expected = new ArrayList<>(expected(i + 1));
        expected.removeIf(PublishedVaultTest::isNotRestoredHere);
        assertEquals(expected, described.lines().toList());
      }
    }
  }

  /** Sockets never are; devices need root. */
  private static boolean isNotRestoredHere(String line) {
    boolean root = System.getProperty("user.name").equals("root");
    return line.startsWith("SOCKET\t")
        || (!root && (line.startsWith("CHARACTER_DEVICE\t") || line.startsWith("BLOCK_DEVICE\t")));
  }

  @Test
  void opensWithAKeyFile() throws IOException {
    byte[] content = Files.readAllBytes(VECTORS.resolve("key-file"));
    try (Vault vault =
        Vaults.open(copy("vault-key-file"), new VaultKey.KeyFile(Secret.copyOf(content)))) {
      assertEquals(1, vault.snapshots().size());
    }
  }
}
