package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.gcs.GcsServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Opens stores on a server of the test. */
final class Gcs {

  static final String BUCKET = "weddings";

  private Gcs() {}

  /** Options for a server that wants no token. */
  static Map<String, String> options(GcsServer server, String... more) {
    return options(server.endpoint(), more);
  }

  static Map<String, String> options(String endpoint, String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("endpoint", endpoint);
    options.put("credentials", "none");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  static ObjectStore open(String prefix, Map<String, String> options) throws StoreException {
    URI url = URI.create("gs://" + BUCKET + "/" + prefix);
    return new GcsStoreProvider().open(new StoreSettings("gcp", url, options));
  }
}
