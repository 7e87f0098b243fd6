package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.FaultProxy;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A server that fails, behind a network that fails. What happens to connections is reckoned as
 * {@value #BYTES_A_CALL} bytes a call, on every connection by itself; what the server does wrong is
 * counted in requests.
 */
public final class ProxySite implements Site {

  private static final long BYTES_A_CALL = 500;

  private final StoreSettings settings;
  private final ObjectStore direct;
  private final FaultProxy proxy;
  private final ServerTroubles server;
  private volatile boolean troubled;

  /**
   * A server.
   *
   * @param settings how a vault reaches it, through the proxy
   * @param direct the same store, past the proxy; closed by who opened it
   * @param server makes the server fail for those who come through the proxy
   */
  public ProxySite(
      StoreSettings settings, ObjectStore direct, FaultProxy proxy, ServerTroubles server) {
    this.settings = settings;
    this.direct = direct;
    this.proxy = proxy;
    this.server = server;
  }

  @Override
  public StoreSettings settings() {
    return settings;
  }

  @Override
  public ObjectStore raw() {
    return new ForwardingStore(direct) {
      @Override
      public void close() {
        // Opening it again for every look would cost more than the look.
      }
    };
  }

  @Override
  public void begin(Strike strike) {
    troubled = true;
    SplittableRandom random = new SplittableRandom(strike.seed());
    long bytes = strike.after() * BYTES_A_CALL;
    Times during = Times.during(strike.after() + 1, strike.lasting());
    switch (strike.trouble()) {
      case DOWN -> proxy.refuse();
      case BLACK_HOLE ->
          proxy
              .inject(Direction.UPLOAD, new NetworkFault.Stalls(bytes))
              .inject(Direction.DOWNLOAD, new NetworkFault.Stalls(bytes));
      case SLOW -> proxy.inject(Direction.DOWNLOAD, delay(random));
      case FLAKY -> {
        NetworkFault cut =
            random.nextBoolean()
                ? new NetworkFault.Resets(bytes + random.nextInt(1_000))
                : new NetworkFault.Cuts(bytes + random.nextInt(1_000));
        proxy.inject(random.nextBoolean() ? Direction.UPLOAD : Direction.DOWNLOAD, cut);
      }
      case CORRUPT_READS ->
          proxy.inject(Direction.DOWNLOAD, new NetworkFault.Flips(bytes + random.nextInt(1_000)));
      case SLOW_THEN_DEAD ->
          proxy
              .inject(Direction.DOWNLOAD, delay(random))
              .inject(Direction.DOWNLOAD, new NetworkFault.Resets(bytes));
      case FULL -> server.full(during);
      case DENIED -> server.denied(during);
      case STALE_LISTING -> server.staleListing(during);
      case PARTIAL_LISTING -> server.partialListing(during);
    }
  }

  private static NetworkFault delay(SplittableRandom random) {
    return new NetworkFault.Delays(Duration.ofMillis(random.nextInt(1, 10)));
  }

  @Override
  public void lift() {
    server.lift();
    try {
      proxy.heal();
      proxy.resetConnections(); // nobody goes on with an answer that was meddled with
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    troubled = false;
  }

  @Override
  public boolean isTroubled() {
    return troubled;
  }

  /** A proxy does not see calls. */
  @Override
  public void tellAt(long call, Runnable listener) {
    throw new UnsupportedOperationException("A proxy does not count calls");
  }
}
