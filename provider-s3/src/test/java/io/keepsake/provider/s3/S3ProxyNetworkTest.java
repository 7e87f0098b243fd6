package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.network.NetworkStoreContract;
import io.keepsake.testkit.s3.S3ProxyServer;
import java.util.Map;
import java.util.Set;

/** A failing network before S3Proxy. */
final class S3ProxyNetworkTest extends NetworkStoreContract {

  @Override
  protected String serverHost() {
    return "127.0.0.1";
  }

  @Override
  protected int serverPort() {
    return Servers.s3proxy().port();
  }

  @Override
  protected ObjectStore open(String place, String host, int port) throws StoreException {
    return Servers.open(place, at(host, port));
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    Map<String, String> options = at(host, port);
    options.put("secret-access-key", "a-wrong-secret");
    return Servers.open(place, options);
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return Servers.openBucket("no-such-bucket", "a", at(host, port));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(S3ProxyServer.SECRET_ACCESS_KEY, "a-wrong-secret");
  }

  private static Map<String, String> at(String host, int port) {
    return Servers.impatient("http://%s:%d".formatted(host, port));
  }
}
