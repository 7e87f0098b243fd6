package io.keepsake.provider.azure;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.testkit.network.NetworkStoreContract;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

/** Azurite behind a network that fails. */
class AzureNetworkContractTest extends NetworkStoreContract {

  private static final String WRONG = "d3JvbmcgYnV0IGEga2V5";

  private static Azurite server;
  private static AzureConfig config;

  @BeforeAll
  static void startServer() {
    server = Azurite.running();
    config = server.newContainer();
  }

  @Override
  protected String serverHost() {
    return server.endpoint().getHost();
  }

  @Override
  protected int serverPort() {
    return server.endpoint().getPort();
  }

  @Override
  protected ObjectStore open(String place, String host, int port) {
    return open(config.container(), place, host, port, config.access().credential());
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port) {
    Secret wrong = Secret.ofUtf8(WRONG.toCharArray());
    return open(config.container(), place, host, port, new AzureCredential.AccountKey(wrong));
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) {
    return open("nosuchcontainer", "place", host, port, config.access().credential());
  }

  @Override
  public Set<String> secrets() {
    return Set.of(server.key(), WRONG);
  }

  private static ObjectStore open(
      String container, String place, String host, int port, AzureCredential credential) {
    URI endpoint = URI.create("http://%s:%d/%s".formatted(host, port, Azurite.ACCOUNT));
    return new AzureStore(
        new AzureConfig(
            config.id(),
            config.account(),
            container,
            place + "/",
            new AzureAccess(endpoint, credential),
            config.tier(),
            config.partSize(),
            config.singlePutLimit(),
            IDLE,
            IDLE));
  }
}
