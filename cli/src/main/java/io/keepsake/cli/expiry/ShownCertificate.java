package io.keepsake.cli.expiry;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The certificate that a server shows: the server's own, not those of who signed it. */
final class ShownCertificate {

  private static final int LONGEST_LINE = 512;
  private static final int MOST_LINES = 100;

  private ShownCertificate() {}

  /**
   * Connects, shakes hands and hangs up.
   *
   * @param deadline after which it is given up, whatever the server does
   * @return when the certificate stops being valid, or stopped
   * @throws IOException if none was shown in time; the message is for people
   */
  static Instant expiry(TlsEndpoint endpoint, Duration deadline)
      throws IOException, InterruptedException {
    FutureTask<Instant> look = new FutureTask<>(() -> look(endpoint, deadline));
    // An interrupt closes the socket that a virtual thread waits for.
    Thread.ofVirtual().name("certificate").start(look);
    try {
      return look.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("%s showed none within %s".formatted(endpoint, deadline), e);
    } catch (ExecutionException e) {
      throw new IOException("%s showed none: %s".formatted(endpoint, e.getCause()), e);
    } finally {
      look.cancel(true);
    }
  }

  private static Instant look(TlsEndpoint endpoint, Duration deadline)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), (int) deadline.toMillis());
      if (endpoint.beginning() == TlsEndpoint.Beginning.AFTER_AUTH_TLS) {
        askForTls(plain);
      }
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, endpoint.host(), endpoint.port(), true)) {
        socket.startHandshake();
        Certificate first = socket.getSession().getPeerCertificates()[0];
        if (first instanceof X509Certificate certificate) {
          return certificate.getNotAfter().toInstant();
        }
        throw new IOException("no X.509 certificate but " + first.getType());
      }
    }
  }

  private static void askForTls(Socket plain) throws IOException {
    requireReply(plain.getInputStream(), "220");
    plain.getOutputStream().write("AUTH TLS\r\n".getBytes(StandardCharsets.US_ASCII));
    plain.getOutputStream().flush();
    requireReply(plain.getInputStream(), "234");
  }

  /** A reply of FTP ends with a line that has a blank behind its number (RFC 959, 4.2). */
  private static void requireReply(InputStream in, String code) throws IOException {
    for (int i = 0; i < MOST_LINES; i++) {
      String line = line(in);
      if (line.startsWith(code + " ")) {
        return;
      }
      if (line.matches("[0-9]{3} .*") && !line.startsWith(code)) {
        throw new IOException("it does not speak FTP with TLS, but answered " + line);
      }
    }
    throw new IOException("its greeting has no end");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() == LONGEST_LINE) {
        throw new IOException("it hung up, or does not speak FTP");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
