package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.storage.DirectoryStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreContractTest extends DirectoryStoreContract {

  @TempDir Path temporary;

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return LocalStore.open(new LocalConfig("disk", temporary.resolve(place)));
  }
}
