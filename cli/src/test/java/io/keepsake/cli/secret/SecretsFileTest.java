package io.keepsake.cli.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.cli.secret.SecretsFile.Opener;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever meddles with a secrets file gets nothing, and its owner is told. */
final class SecretsFileTest {

  private static final Plugins PLUGINS = Plugins.installed();
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String VALUE = "tulip-1926";

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("secrets");
  }

  private static VaultKey keyFile(String letter) {
    return new VaultKey.KeyFile(secret(letter.repeat(40)));
  }

  private static Secret secret(String text) {
    return Secret.ofUtf8(text.toCharArray());
  }

  private SecretsFile written(VaultKey key) throws UsageException {
    SecretsFile file = SecretsFile.create(path(), key, PLUGINS);
    SecretsChange.set(file, new SecretName("nas.password"), secret(VALUE), NOW);
    return file;
  }

  private Generation newest(SecretsFile file) throws UsageException {
    return file.read().find(new SecretName("nas.password")).orElseThrow().newest();
  }

  private UsageException refused(Path file, VaultKey key) {
    UsageException refused =
        assertThrows(UsageException.class, () -> SecretsFile.open(file, key, PLUGINS).close());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(file.toString()), message);
    assertFalse(message.contains(VALUE) || message.contains("\n"), message);
    assertEquals(UsageException.Kind.CONFIGURATION, refused.kind());
    return refused;
  }

  @Test
  void whatWasStoredIsThereForItsKeyAlone() throws UsageException, IOException {
    written(keyFile("k")).close();
    assertEquals(Optional.of(Opener.KEY_FILE), SecretsFile.opener(path()));
    try (SecretsFile open = SecretsFile.open(path(), keyFile("k"), PLUGINS)) {
      assertEquals(VALUE, newest(open).text());
      assertEquals(NOW, newest(open).since());
    }
    String bytes = Files.readString(path(), StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains(VALUE) || bytes.contains("nas"), "names are secrets too");
    String message = String.valueOf(refused(path(), keyFile("j")).getMessage());
    assertTrue(message.startsWith("The key does not open the secrets file"), message);
  }

  @Test
  void aPassphraseOpensIt() throws UsageException {
    written(new VaultKey.Passphrase(secret("correct horse"))).close();
    assertEquals(Optional.of(Opener.PASSPHRASE), SecretsFile.opener(path()));
    try (SecretsFile open =
        SecretsFile.open(path(), new VaultKey.Passphrase(secret("correct horse")), PLUGINS)) {
      assertEquals(VALUE, newest(open).text());
    }
    refused(path(), new VaultKey.Passphrase(secret("correct house")));
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws UsageException, IOException {
    written(keyFile("k")).close();
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      String message = String.valueOf(refused(path(), keyFile("k")).getMessage());
      assertTrue(message.contains("is damaged"), message);
    }
    Files.write(path(), Arrays.copyOf(whole, whole.length + 1));
    refused(path(), keyFile("k"));
  }

  @Test
  void everyFlippedByteIsFound() throws UsageException, IOException {
    written(keyFile("k")).close();
    byte[] whole = Files.readAllBytes(path());
    for (int i = 0; i < whole.length; i++) {
      for (int flip : new int[] {0x01, 0x80, 0xff}) {
        byte[] altered = whole.clone();
        altered[i] ^= (byte) flip;
        Files.write(path(), altered);
        String message = String.valueOf(refused(path(), keyFile("k")).getMessage());
        assertTrue(message.contains("is damaged"), message);
      }
    }
  }

  /** The hash at the end is no protection from somebody who computes it anew. */
  @Test
  void everyForgedByteIsFound() throws UsageException, IOException {
    written(keyFile("k")).close();
    byte[] whole = Files.readAllBytes(path());
    for (int i = 0; i < whole.length - 32; i++) {
      for (int flip : new int[] {0x01, 0x03, 0x80, 0xff}) {
        byte[] altered = Arrays.copyOf(whole, whole.length - 32);
        altered[i] ^= (byte) flip;
        Files.write(path(), hashed(altered));
        refused(path(), keyFile("k"));
      }
    }
    for (int length = 0; length < whole.length - 32; length++) {
      Files.write(path(), hashed(Arrays.copyOf(whole, length)));
      refused(path(), keyFile("k"));
    }
  }

  private static byte[] hashed(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      byte[] all = Arrays.copyOf(bytes, bytes.length + hash.length);
      System.arraycopy(hash, 0, all, bytes.length, hash.length);
      return all;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aHeaderCannotAskForMoreThanThereIs() throws UsageException, IOException {
    written(new VaultKey.Passphrase(secret("correct horse"))).close();
    byte[] whole = Files.readAllBytes(path());
    for (int i = 0; i < 70; i++) {
      byte[] altered = Arrays.copyOf(whole, whole.length - 32);
      altered[i] ^= (byte) 0xff;
      Files.write(path(), hashed(altered));
      try {
        SecretsFile.opener(path()); // derives nothing; a salt may be any
      } catch (UsageException e) {
        assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
      }
    }
  }

  @Test
  void othersMayNotReadIt() throws UsageException, IOException {
    written(keyFile("k")).close();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r-----"));
    String message = String.valueOf(refused(path(), keyFile("k")).getMessage());
    assertTrue(message.contains("rw-r-----") && message.contains("chmod 600"), message);
  }

  @Test
  void aChangeThatFailsLeavesItAsItWas() throws UsageException, IOException {
    try (SecretsFile file = written(keyFile("k"))) {
      byte[] before = Files.readAllBytes(path());
      assertThrows(
          IllegalStateException.class,
          () ->
              file.change(
                  _ -> {
                    throw new IllegalStateException();
                  }));
      file.change(content -> content);
      assertArrayEquals(before, Files.readAllBytes(path()), "no change, no write");
    }
  }

  @Test
  void aFileThatWasMadeAnewIsNotOverwritten() throws UsageException, IOException {
    try (SecretsFile file = written(new VaultKey.Passphrase(secret("one")))) {
      Files.delete(path());
      written(keyFile("k")).close();
      byte[] before = Files.readAllBytes(path());
      assertThrows(UsageException.class, () -> file.change(_ -> SecretsContent.EMPTY));
      assertArrayEquals(before, Files.readAllBytes(path()));
    }
  }

  @Test
  void nobodysChangeIsLost() throws UsageException, InterruptedException, ExecutionException {
    try (SecretsFile file = written(keyFile("k"));
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        SecretName name = new SecretName("s" + i);
        changes.add(threads.submit(() -> SecretsChange.set(file, name, secret("v"), NOW)));
      }
      for (Future<?> change : changes) {
        change.get();
      }
      assertEquals(41, file.read().all().size());
    }
  }

  @Test
  void aLinkStaysALink() throws UsageException, IOException {
    written(keyFile("k")).close();
    Path real = Files.createDirectory(directory.resolve("real")).resolve("file");
    Files.move(path(), real);
    Files.createSymbolicLink(path(), real);
    try (SecretsFile open = SecretsFile.open(path(), keyFile("k"), PLUGINS)) {
      SecretsChange.set(open, new SecretName("b"), secret("v"), NOW);
    }
    assertTrue(Files.isSymbolicLink(path()));
    try (var beside = Files.list(real.getParent())) {
      Path lock = real.resolveSibling("file.lock");
      assertEquals(
          List.of(real, lock), beside.sorted().toList(), "who knows the file waits there, too");
    }
  }

  @Test
  void rootDoesNotTakeItAway() throws UsageException, IOException {
    try (SecretsFile file = written(keyFile("k"))) {
      Path lock = path().resolveSibling("secrets.lock");
      Files.delete(lock);
      assumeTrue("root".equals(Files.getOwner(path()).getName()), "only root can give files away");
      Files.setAttribute(path(), "unix:uid", 12345);
      SecretsChange.set(file, new SecretName("b"), secret("v"), NOW);
      assertEquals(12345, Files.getAttribute(path(), "unix:uid"));
      assertEquals(12345, Files.getAttribute(lock, "unix:uid"));
    }
  }

  @Test
  void whoMayNotReadItIsNotToldToMakeItAnew() throws UsageException, IOException {
    written(keyFile("k")).close();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(path()), "root may read everything");
    String message = String.valueOf(refused(path(), keyFile("k")).getMessage());
    assertTrue(message.contains("cannot be read: permission denied"), message);
    assertFalse(message.contains("again"), message);
  }
}
