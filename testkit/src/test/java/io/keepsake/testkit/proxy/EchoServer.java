package io.keepsake.testkit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends back what it receives. */
final class EchoServer implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  private final Thread acceptor;

  EchoServer() throws IOException {
    acceptor = Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Threads.join(acceptor);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> echo(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
      socket.shutdownOutput();
    } catch (IOException e) {
      // The proxy broke the connection, as a test told it to.
    }
  }
}
