package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an SFTP server that a subclass starts. */
abstract class SftpContractTest extends ObjectStoreContract {

  @TempDir Path root;

  /** Settings for a directory on the server. */
  abstract StoreSettings settings(Path place);

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new SftpStoreProvider().open(settings(root.resolve(place)));
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
