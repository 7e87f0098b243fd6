package io.keepsake.testkit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards TCP connections to a server, and breaks them as told. It listens on 127.0.0.1 on a free
 * port of its own. Faults can be injected and healed at any time, by any thread, also while bytes
 * flow; those of one direction work together.
 */
public final class FaultProxy implements AutoCloseable {

  private static final String LOCALHOST = "127.0.0.1";
  private static final int BACKLOG = 256;

  private final String upstreamHost;
  private final int upstreamPort;
  private final int port;
  private final FaultSwitch faults = new FaultSwitch();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;
  private Thread acceptor = Thread.currentThread();
  private boolean listening;
  private boolean closed;

  private FaultProxy(String upstreamHost, int upstreamPort) throws IOException {
    this.upstreamHost = upstreamHost;
    this.upstreamPort = upstreamPort;
    listener = listen(0);
    port = listener.getLocalPort();
    listening = true;
  }

  /**
   * A proxy before a server, which need not run yet: a connection that cannot be forwarded is
   * reset.
   *
   * @throws IOException if no port can be listened on
   */
  public static FaultProxy to(String host, int port) throws IOException {
    FaultProxy proxy = new FaultProxy(host, port);
    proxy.startAccepting();
    return proxy;
  }

  /** Where it listens: {@code 127.0.0.1}. */
  public String host() {
    return LOCALHOST;
  }

  /** The port it listens on, the same for its life. */
  public int port() {
    return port;
  }

  /**
   * Adds a fault to one direction of all connections, present and future.
   *
   * @return this proxy
   */
  public FaultProxy inject(Direction direction, NetworkFault fault) {
    faults.inject(direction, fault);
    return this;
  }

  /** Lets nothing through in either direction, on all connections: a black hole until healed. */
  public FaultProxy swallow() {
    return inject(Direction.UPLOAD, new NetworkFault.Stalls(0))
        .inject(Direction.DOWNLOAD, new NetworkFault.Stalls(0));
  }

  /**
   * Takes all faults away, sends on what stalls have held back, and accepts connections again.
   *
   * @throws IOException if another process has taken the port while connections were refused
   */
  public void heal() throws IOException {
    faults.heal();
    synchronized (this) {
      if (!listening && !closed) {
        listener = listen(port);
        listening = true;
        startAccepting();
      }
    }
  }

  /** Resets all connections and refuses new ones, as if nothing listened, until healed. */
  public void refuse() {
    stopListening();
    resetConnections();
  }

  /** Resets the connections that are open now. */
  public void resetConnections() {
    links.forEach(Link::resetAndWait);
  }

  /** How many connections were accepted so far. */
  public long connections() {
    return faults.connections();
  }

  /** How many bytes were passed on in a direction so far. */
  public long passed(Direction direction) {
    return faults.passed(direction);
  }

  /**
   * Waits until so many bytes in all were passed on in a direction.
   *
   * @throws AssertionError after a minute
   */
  public void awaitPassed(Direction direction, long bytes) throws InterruptedException {
    faults.awaitPassed(direction, bytes);
  }

  /**
   * Waits until a {@linkplain NetworkFault.Stalls stall} holds bytes back.
   *
   * @throws AssertionError after a minute
   */
  public void awaitHeld() throws InterruptedException {
    faults.awaitHeld();
  }

  /** Resets all connections and frees the port. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    stopListening();
    resetConnections();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOCALHOST), port), BACKLOG);
    return socket;
  }

  private synchronized void startAccepting() {
    ServerSocket socket = listener;
    acceptor = Thread.startVirtualThread(() -> accept(socket));
  }

  private synchronized void stopListening() {
    if (listening) {
      listening = false;
      try {
        listener.close();
      } catch (IOException e) {
        // It accepts no more then, too.
      }
      // The port is free only when the thread that waited at it has gone.
      Threads.join(acceptor);
    }
  }

  private void accept(ServerSocket socket) {
    while (true) {
      Socket client;
      try {
        client = socket.accept();
      } catch (IOException e) {
        return;
      }
      faults.countConnection();
      Thread.startVirtualThread(() -> forward(client));
    }
  }

  private void forward(Socket client) {
    Socket server = new Socket();
    Link link = new Link(client, server, faults, links::remove);
    links.add(link);
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(upstreamHost, upstreamPort));
    } catch (IOException e) {
      links.remove(link);
      link.resetAndWait();
      return;
    }
    link.start();
    if (!accepting()) {
      link.resetAndWait();
    }
  }

  /** A connection accepted just before the port was closed has to go with the others. */
  private synchronized boolean accepting() {
    return listening;
  }
}
