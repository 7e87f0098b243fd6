package io.keepsake.monitor.dashboard.web;

import com.sun.net.httpserver.HttpServer;
import io.keepsake.monitor.dashboard.DashboardSource;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The dashboard's server, from {@link #start} to {@link #close}.
 *
 * <p>It is the JDK's, whose limits are those of the whole process: before the first server of the
 * process starts, this class sets the system properties {@code jdk.httpserver.maxConnections} (64)
 * and, of {@code sun.net.httpserver}, {@code maxReqTime} (10 s), {@code maxRspTime} (60 s), {@code
 * maxReqHeaderSize} (16 KiB), {@code maxReqHeaders} (100) and {@code nodelay}, each unless it is
 * set already. So visitors who send or read slowly lose their connection, and cannot take all.
 */
public final class Dashboard implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final int STOP_SECONDS = 2;

  static {
    setUnlessSet("jdk.httpserver.maxConnections", "64");
    setUnlessSet("sun.net.httpserver.maxReqTime", "10");
    setUnlessSet("sun.net.httpserver.maxRspTime", "60");
    setUnlessSet("sun.net.httpserver.maxReqHeaderSize", "16384");
    setUnlessSet("sun.net.httpserver.maxReqHeaders", "100");
    // Else each answer on a kept connection waits 40 ms for the browser's acknowledgement.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final StateFeed feed;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Dashboard(HttpServer server, StateFeed feed) {
    this.server = server;
    this.feed = feed;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Starts to serve.
   *
   * @param source where the state comes from; not closed by this
   * @param metrics the text of the page {@code /metrics}, in Prometheus' format 0.0.4; without it
   *     there is no such page
   * @throws IOException if the address cannot be taken; the message says which and what to do
   */
  public static Dashboard start(
      DashboardSettings settings, DashboardSource source, Optional<Supplier<String>> metrics)
      throws IOException {
    HttpServer server = bind(settings);
    StateFeed feed = new StateFeed(source, settings.refresh());
    Sessions sessions = new Sessions();
    Gatekeeper gatekeeper = new Gatekeeper(settings, sessions);
    Pages pages = new Pages(feed, metrics);
    Routes routes =
        new Routes(
            pages, new Api(feed, source, sessions), new Login(settings, sessions, gatekeeper));
    Dashboard dashboard = new Dashboard(server, feed);
    server.setExecutor(dashboard.threads);
    server.createContext("/", new Exchanges(gatekeeper, routes));
    feed.start();
    server.start();
    return dashboard;
  }

  private static HttpServer bind(DashboardSettings settings) throws IOException {
    try {
      InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "The dashboard cannot listen on %s, port %d: %s. Another program may do so; choose another"
                  .formatted(settings.address().getHostAddress(), settings.port(), e.getMessage())
              + " port, or end that one",
          e);
    }
  }

  /** Where it is, for a browser on this machine, such as {@code http://127.0.0.1:7979/}. */
  public URI address() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    if (bound.getAddress().isAnyLocalAddress()) {
      host = "127.0.0.1";
    }
    return URI.create(
        "http://%s:%d/".formatted(host.contains(":") ? "[" + host + "]" : host, bound.getPort()));
  }

  /**
   * Ends all requests, those that wait for news at once, and gives the address back. Idempotent.
   */
  @Override
  public void close() {
    feed.close();
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }
}
