package io.keepsake.provider.local.sftp;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.DirectoryStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an SFTP server that a subclass starts. */
abstract class SftpContractTest extends DirectoryStoreContract {

  @TempDir Path root;

  /** Settings for a directory on the server. */
  abstract StoreSettings settings(Path place);

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new SftpStoreProvider().open(settings(root.resolve(place)));
  }
}
