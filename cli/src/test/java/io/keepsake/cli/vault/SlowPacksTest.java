package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.placement.Verdict;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.Vault;
import io.keepsake.testkit.storage.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup of more packs than there are buffers ends although a store takes none of them. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SlowPacksTest {

  private static final int FILES = 12;
  private static final int FILE_BYTES = 32 << 20;

  @TempDir private Path directory;
  private final Gate gate = new Gate();

  enum Manner {
    /** Ends when it is interrupted, as a store should. */
    OBEDIENT,
    /** Hangs all the same, as a network file system does. */
    STUBBORN
  }

  @ParameterizedTest
  @EnumSource
  void theOthersGetEverything(Manner manner) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    for (int i = 0; i < FILES; i++) {
      Files.write(source.resolve("film" + i), Trees.random(i, FILE_BYTES));
    }
    Trees.settle(source);
    VaultPlace place = new VaultPlace(directory.resolve("stores"), new Slow(manner));
    try (Vault vault =
        Vault.create(
            place
                .settings(1, "one", "two")
                .withPatience(
                    new Patience(
                        1, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(2))),
            VaultPlace.key(7),
            new Slow(manner),
            event -> {})) {
      BackupResult result = VaultPlace.backup(vault, source);
      assertEquals(List.of("one"), result.completeStores());
      assertEquals(Verdict.Level.DEGRADED, result.verdict().level());
    } finally {
      gate.open();
    }
    assertEquals(0, place.store("two").names("snapshots/").size());
  }

  /** Store "two" takes no pack before the gate opens. */
  private final class Slow extends WrappedPlugins {
    private final Manner manner;

    Slow(Manner manner) {
      this.manner = manner;
    }

    @Override
    ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
      ObjectStore store = behind.open(settings);
      return settings.id().equals("two") ? new SlowStore(store, manner) : store;
    }
  }

  private final class SlowStore extends ForwardingStore {
    private final Manner manner;

    SlowStore(ObjectStore behind, Manner manner) {
      super(behind);
      this.manner = manner;
    }

    @Override
    public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
        throws StoreException {
      if (name.value().startsWith("packs/")) {
        pass();
      }
      super.put(name, content, condition, purpose);
    }

    private void pass() throws StoreException {
      while (true) {
        try {
          gate.pass();
          return;
        } catch (InterruptedException e) {
          if (manner == Manner.OBEDIENT) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INTERRUPTED, id(), "Interrupted: provider " + id(), e);
          }
        }
      }
    }
  }
}
