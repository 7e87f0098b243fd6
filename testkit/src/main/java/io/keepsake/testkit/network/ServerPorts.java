package io.keepsake.testkit.network;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Ports of this machine's loopback address, for servers that a test starts. */
public final class ServerPorts {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private ServerPorts() {}

  /** A port on which nothing listens, nor will unless somebody asks for just that one. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until a server accepts connections.
   *
   * @return whether it does: not if the process ended, or two minutes went by
   */
  public static boolean await(int port, Process server) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!accepts(port)) {
      if (server.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS) || Instant.now().isAfter(limit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean accepts(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }
}
