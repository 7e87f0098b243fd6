package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is slow to open, or to show its header, is not waited for by the others. */
final class OpeningTest {

  @TempDir private Path directory;

  @Test
  void allStoresAreOpenedAndAskedAtOnce() throws IOException {
    new VaultPlace(directory).create().close();
    try (Vault vault = new VaultPlace(directory, new Together()).open()) {
      assertEquals(List.of(), vault.snapshots());
    }
  }

  /** Opens no store before three are being opened, and gives no header before three are asked. */
  private static final class Together extends WrappedPlugins {

    private final CyclicBarrier barrier = new CyclicBarrier(VaultPlace.IDS.size());

    private void meet(String id) throws StoreException {
      try {
        barrier.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new StoreException(
            StoreException.Kind.INVALID, id, "the other stores were not asked meanwhile", e);
      }
    }

    @Override
    ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
      meet(settings.id());
      return new ForwardingStore(behind.open(settings)) {
        @Override
        public InputStream get(ObjectName name, ByteRange range, Purpose purpose)
            throws StoreException {
          if (name.value().equals("keepsake.json")) {
            meet(id());
          }
          return super.get(name, range, purpose);
        }
      };
    }
  }
}
