package io.keepsake.testkit.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.storage.StoreCases;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The network contract can be kept. */
final class WireStoreContractTest extends NetworkStoreContract {

  private static WireServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new WireServer();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  protected String serverHost() {
    return "127.0.0.1";
  }

  @Override
  protected int serverPort() {
    return server.port();
  }

  @Override
  protected ObjectStore open(String place, String host, int port) {
    return new WireStore(new InetSocketAddress(host, port), place, WireServer.SECRET);
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port) {
    return new WireStore(new InetSocketAddress(host, port), place, "wrong");
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) {
    return open(WireServer.MISSING, host, port);
  }

  @Override
  public Set<String> secrets() {
    return Set.of(WireServer.SECRET);
  }

  /** It reads the whole object before it hands out a stream, so the get itself ends. */
  @Test
  @Override
  public void closingEndsAStalledDownload() throws Exception {
    put("packs/old", StoreCases.bytes(1 << 20, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Stalls(1 << 10));
    ObjectStore store = store();
    Thread closer =
        Thread.startVirtualThread(
            () -> {
              try {
                proxy().awaitHeld();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              store.close();
            });
    StoreException failure = assertFails(Kind.UNAVAILABLE, () -> read("packs/old"));
    assertEquals("wire", failure.storeId());
    closer.join();
  }
}
