package io.keepsake.provider.local.smb;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.smb.SambaServer;
import io.keepsake.testkit.storage.DirectoryStoreContract;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The contract on a server that a subclass starts. */
abstract class SmbContractTest extends DirectoryStoreContract {

  /** Where the server listens. */
  abstract int port();

  /** What the store is opened with beside the password. */
  abstract Map<String, String> options();

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new SmbStoreProvider().open(settings(port(), place, options()));
  }

  static StoreSettings settings(int port, String place, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("password", SambaServer.PASSWORD);
    return new StoreSettings(
        "nas",
        URI.create(
            "smb://%s@127.0.0.1:%d/%s/%s"
                .formatted(SambaServer.USER, port, SambaServer.SHARE, place)),
        all);
  }

  @Override
  public Set<String> secrets() {
    return Set.of(SambaServer.PASSWORD);
  }
}
