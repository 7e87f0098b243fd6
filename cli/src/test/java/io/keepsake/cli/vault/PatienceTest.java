package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.Vault;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers say how often a call that failed is tried again. */
final class PatienceTest {

  @TempDir private Path directory;

  private Map<String, String> dropped(int tries) throws IOException {
    FaultyPlugins plugins = new FaultyPlugins();
    Path source = Trees.small(directory.resolve("source"), 1);
    VaultPlace place = new VaultPlace(directory.resolve("stores"), plugins);
    place.create().close();
    Patience patience = new Patience(tries, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
    try (Vault vault =
        place.open(
            place.settings(1, "one", "two", "three").withPatience(patience), VaultPlace.key(7))) {
      plugins.fail(
          "two",
          Calls.to(Operation.PUT).named("^packs/"),
          Times.first(2),
          StoreException.Kind.UNAVAILABLE);
      BackupResult result = VaultPlace.backup(vault, source);
      return result.droppedStores();
    }
  }

  @Test
  void aStoreThatFailsTwiceIsDroppedAfterTwoTries() throws IOException {
    assertEquals(Set.of("two"), dropped(2).keySet());
  }

  @Test
  void andIsKeptByAThird() throws IOException {
    assertEquals(Map.of(), dropped(3));
  }

  @Test
  void noTryAtAllIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Patience(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }
}
