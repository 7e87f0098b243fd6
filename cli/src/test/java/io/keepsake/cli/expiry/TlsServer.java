package io.keepsake.cli.expiry;

import io.keepsake.testkit.network.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** Shows a certificate to whoever comes, at once or after the greeting of FTP. */
final class TlsServer implements AutoCloseable {

  private final ServerSocket listening =
      new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final ServerCertificate certificate;
  private final Kind kind;
  private final AtomicInteger visits = new AtomicInteger();

  /** What it speaks. */
  enum Kind {
    /** TLS. */
    TLS,
    /** FTP that goes on in TLS. */
    FTP,
    /** FTP without TLS. */
    PLAIN_FTP,
    /** Nothing. */
    SILENT
  }

  private TlsServer(ServerCertificate certificate, Kind kind) throws IOException {
    this.certificate = certificate;
    this.kind = kind;
  }

  static TlsServer start(ServerCertificate certificate, Kind kind) throws IOException {
    TlsServer server = new TlsServer(certificate, kind);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  int port() {
    return listening.getLocalPort();
  }

  int visits() {
    return visits.get();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        visits.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      switch (kind) {
        case SILENT -> {}
        case TLS -> shakeHands(socket);
        case FTP -> {
          greet(
              socket,
              "220-Hello,\r\n this is 220 lines of greeting.\r\n220 Ready.\r\n",
              "234 Go on.\r\n");
          shakeHands(socket);
        }
        case PLAIN_FTP -> greet(socket, "220 Ready.\r\n", "502 What is TLS?\r\n");
      }
      while (socket.getInputStream().read() >= 0) {
        // Until the visitor hangs up.
      }
    } catch (IOException e) {
      return; // the visitor's business
    }
  }

  private static void greet(Socket socket, String greeting, String answer) throws IOException {
    socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 1);
    if ("AUTH TLS".equals(in.readLine())) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void shakeHands(Socket socket) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            certificate.context().getSocketFactory().createSocket(socket, "127.0.0.1", 0, true);
    tls.setUseClientMode(false);
    tls.startHandshake();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
