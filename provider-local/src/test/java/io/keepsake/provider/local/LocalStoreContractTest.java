package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreContractTest extends ObjectStoreContract {

  @TempDir Path temporary;

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return LocalStore.open(new LocalConfig("disk", temporary.resolve(place)));
  }

  /** A file is no directory too: of two such names the first is stored and the second refused. */
  @Test
  @Override
  public void aNameMayContinueAnother() throws IOException {
    put("a", new byte[] {1});
    assertFails(Kind.INVALID, () -> put("a/b", new byte[] {2}));
    put("c/d", new byte[] {3});
    assertFails(Kind.INVALID, () -> put("c", new byte[] {4}));
    assertArrayEquals(new byte[] {1}, read("a"));
    assertArrayEquals(new byte[] {3}, read("c/d"));
  }
}
