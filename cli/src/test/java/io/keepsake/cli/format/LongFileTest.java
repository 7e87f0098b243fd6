package io.keepsake.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A film: more than the 1,024 chunks that one extent of the format takes. The same 48 MiB over and
 * over, so that little is stored; at some 1.1 MiB a chunk it has about 1,400 of them.
 */
class LongFileTest {

  private static final int PART = 48 << 20;
  private static final int PARTS = 32;

  @TempDir Path directory;
  private Path film;
  private Path store;

  @BeforeEach
  void makeFilm() throws IOException {
    film = directory.resolve("film.mp4");
    store = directory.resolve("store");
    byte[] part = new byte[PART];
    new Random(20).nextBytes(part);
    try (OutputStream out = Files.newOutputStream(film)) {
      for (int i = 0; i < PARTS; i++) {
        out.write(part);
      }
    }
  }

  @Test
  void comesBackByKeepsakeAndByTheIndependentReader() throws Exception {
    BackupResult saved;
    Path target = directory.resolve("target");
    try (Vault vault = Vaults.create(store, Vaults.passphrase("à la carte"))) {
      saved = Vaults.backup(vault, film);
      vault.restore(RestoreRequest.all(saved.snapshot().id(), target), VaultListener.NONE);
    }
    compareAndRemove(target);

    Path again = directory.resolve("again");
    Python.require()
        .succeed(
            "keepsake_reader.py",
            Map.of("KEEPSAKE_PASSPHRASE", "à la carte"),
            "restore",
            store.toString(),
            saved.snapshot().id().hex(),
            "--target",
            again.toString());
    compareAndRemove(again);
  }

  private void compareAndRemove(Path target) throws IOException {
    Path restored = target.resolve(film.getRoot().relativize(film));
    assertEquals(-1, Files.mismatch(film, restored), "the first byte that differs");
    Files.delete(restored);
  }
}
