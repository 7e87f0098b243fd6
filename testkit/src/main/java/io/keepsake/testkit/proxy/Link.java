package io.keepsake.testkit.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection through the proxy: a socket to the client and one to the server. */
final class Link {

  private final Socket client;
  private final Socket server;
  private final FaultSwitch faults;
  private final Consumer<Link> ended;
  private final AtomicInteger pumping = new AtomicInteger(2);
  private final Thread upload;
  private final Thread download;
  private volatile boolean broken;

  /** A link whose sockets are to be connected; {@code ended} is told once when it is over. */
  Link(Socket client, Socket server, FaultSwitch faults, Consumer<Link> ended) {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.ended = ended;
    Thread.Builder threads = Thread.ofVirtual();
    upload = threads.unstarted(() -> pump(Direction.UPLOAD, client, server));
    download = threads.unstarted(() -> pump(Direction.DOWNLOAD, server, client));
  }

  void start() {
    upload.start();
    download.start();
  }

  /**
   * Ends both connections with a reset, whatever is still on its way, and waits until that is done:
   * a socket closed under a thread that reads is closed only once that thread has run.
   */
  void resetAndWait() {
    reset();
    Threads.join(upload);
    Threads.join(download);
  }

  private void reset() {
    linger(client);
    linger(server);
    close();
  }

  private void pump(Direction direction, Socket from, Socket to) {
    try {
      switch (new Pump(faults, direction, () -> broken).run(from, to)) {
        case OPEN -> {}
        case RESET -> reset();
        case CUT -> close();
      }
    } catch (IOException e) {
      // One end broke off, so the other has to see the same.
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    } finally {
      if (pumping.decrementAndGet() == 0) {
        close();
        ended.accept(this);
      }
    }
  }

  private void close() {
    close(client);
    close(server);
    broken = true;
    faults.wake();
  }

  /** Makes a close send a reset at once. */
  private static void linger(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
