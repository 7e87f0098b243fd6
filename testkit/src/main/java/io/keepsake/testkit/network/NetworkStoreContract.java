package io.keepsake.testkit.network;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What an {@link ObjectStore} that talks to a server promises when the network or the credentials
 * fail, as tests, beside {@link io.keepsake.testkit.storage.ObjectStoreContract}. A provider
 * extends it, starts a server, and says how to open a store on it through a given host and port;
 * the cases put a {@link FaultProxy} there. Where a provider cannot keep a case for a good reason,
 * it overrides it with a test of what it does instead, and says why.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class NetworkStoreContract
    implements AccessCases, CutCases, BlackHoleCases, CorruptionCases {

  private final String place = "contract-" + UUID.randomUUID();
  private final List<ObjectStore> opened = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();

  /** A contract to be tried; JUnit makes one for each case. */
  protected NetworkStoreContract() {}

  /** Where the server runs: a host's name or address. */
  protected abstract String serverHost();

  /** The port on which the server runs. */
  protected abstract int serverPort();

  /**
   * Opens a store that expects its server at an address, and waits for a connection and for the
   * next byte for {@link NetworkCases#IDLE}.
   *
   * @param place fit for a prefix, a directory or a bucket; see {@code ObjectStoreContract.open}
   */
  protected abstract ObjectStore open(String place, String host, int port) throws StoreException;

  /** The same with a wrong secret, if possible for a user who exists. */
  protected abstract ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException;

  /** The same in a bucket, container or directory that does not exist. */
  protected abstract ObjectStore openMissingContainer(String host, int port) throws StoreException;

  /** Starts a proxy and opens the store to try through it. */
  @BeforeEach
  public void openStore() throws IOException {
    proxies.add(FaultProxy.to(serverHost(), serverPort()));
    opened.add(openAt(proxy().host(), proxy().port()));
  }

  /** Closes what the case has opened. */
  @AfterEach
  public void closeStores() {
    opened.forEach(ObjectStore::close);
    proxies.forEach(FaultProxy::close);
  }

  @Override
  public FaultProxy proxy() {
    return proxies.getFirst();
  }

  @Override
  public ObjectStore store() {
    return opened.getFirst();
  }

  @Override
  public ObjectStore another() {
    try {
      ObjectStore store = openAt(serverHost(), serverPort());
      opened.add(store);
      return store;
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ObjectStore openAt(String host, int port) throws StoreException {
    return open(place, host, port);
  }

  @Override
  public ObjectStore openWithWrongCredentials() throws StoreException {
    return openWithWrongCredentials(place, serverHost(), serverPort());
  }

  @Override
  public ObjectStore openMissingContainer() throws StoreException {
    return openMissingContainer(serverHost(), serverPort());
  }

  @Override
  public Set<String> secrets() {
    return Set.of();
  }
}
