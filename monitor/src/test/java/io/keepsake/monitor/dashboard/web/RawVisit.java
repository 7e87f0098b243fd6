package io.keepsake.monitor.dashboard.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends just what a test wants, as no well-behaved client would. */
final class RawVisit implements AutoCloseable {

  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();

  private final Socket socket = new Socket();

  RawVisit(Dashboard dashboard) throws IOException {
    this(dashboard, "127.0.0.1");
  }

  private RawVisit(Dashboard dashboard, String from) throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    // Small, so that what is not read fills it.
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(Dashboards.LOOPBACK, dashboard.address().getPort()));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** What comes until the other end hangs up. */
  String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Reads until the other end hangs up, by whatever means; says how many bytes came. */
  long awaitHangUp() throws IOException {
    byte[] room = new byte[65_536];
    long count = 0;
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(room)) {
        count += read;
      }
    } catch (SocketException e) {
      // A reset is a way to hang up.
      return count;
    }
    return count;
  }

  /** The status of the answer to one request with these header lines. */
  static int status(Dashboard dashboard, String request, String... headers) throws IOException {
    return statusFrom("127.0.0.1", dashboard, request, headers);
  }

  /** The same from another address of this machine. */
  static int statusFrom(String from, Dashboard dashboard, String request, String... headers)
      throws IOException {
    try (RawVisit visit = new RawVisit(dashboard, from)) {
      visit.send(request + "\r\nConnection: close\r\n");
      for (String header : headers) {
        visit.send(header + "\r\n");
      }
      visit.send("\r\n");
      return Integer.parseInt(visit.readAll().split(" ", 3)[1]);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
