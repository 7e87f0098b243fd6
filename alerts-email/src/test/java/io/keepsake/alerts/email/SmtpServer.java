package io.keepsake.alerts.email;

import io.keepsake.testkit.network.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/** A mail server that answers as it is told, and knows TLS if it has a certificate. */
final class SmtpServer implements AutoCloseable {

  /** When TLS begins. */
  enum Tls {
    NEVER,
    ON_DEMAND,
    AT_ONCE
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Optional<ServerCertificate> certificate;
  private final Tls tls;

  SmtpServer(Tls tls, Optional<ServerCertificate> certificate) throws IOException {
    this.tls = tls;
    this.certificate = certificate;
    Thread.ofVirtual().start(this::accept);
  }

  static SmtpServer plain() throws IOException {
    return new SmtpServer(Tls.NEVER, Optional.empty());
  }

  /** Answers lines that begin so; {@code GREETING} and {@code DATA-END} are lines too. */
  SmtpServer reply(String begin, String reply) {
    replies.put(begin, reply);
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What clients said, each line with {@code TLS} before it if nobody could read it. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket accepted) {
    try (Socket socket = accepted) {
      Socket talking = tls == Tls.AT_ONCE ? encrypted(socket) : socket;
      if (talk(talking, Optional.of("GREETING"))) {
        talk(encrypted(socket), Optional.empty());
      }
    } catch (IOException e) {
      lines.add("ENDED " + e.getMessage());
    }
  }

  private SSLSocket encrypted(Socket socket) throws IOException {
    SSLSocket encrypted =
        (SSLSocket)
            certificate
                .orElseThrow()
                .context()
                .getSocketFactory()
                .createSocket(socket, "client", socket.getPort(), true);
    encrypted.setUseClientMode(false);
    encrypted.startHandshake();
    return encrypted;
  }

  /** Returns whether TLS is to begin. */
  private boolean talk(Socket socket, Optional<String> first) throws IOException {
    boolean secret = socket instanceof SSLSocket;
    OutputStream out = socket.getOutputStream();
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    if (first.isPresent()) {
      write(out, answer(first.get(), secret));
    }
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (data && !line.equals(".")) {
        continue;
      }
      lines.add((secret ? "TLS " : "") + line);
      String said = data ? "DATA-END" : line.toUpperCase(Locale.ROOT);
      String answer = answer(said, secret);
      data = said.equals("DATA") && answer.startsWith("354");
      write(out, answer);
      if (said.equals("STARTTLS") || said.equals("QUIT")) {
        return said.equals("STARTTLS");
      }
    }
    return false;
  }

  private static void write(OutputStream out, String answer) throws IOException {
    out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private String answer(String line, boolean secret) {
    return replies.entrySet().stream()
        .filter(each -> line.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(
            () -> {
              if (line.startsWith("EHLO")) {
                boolean offered = tls == Tls.ON_DEMAND && !secret;
                return "250-here\r\n" + (offered ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN";
              }
              return line.equals("GREETING") || line.equals("STARTTLS")
                  ? "220 here"
                  : line.equals("DATA")
                      ? "354 go on"
                      : line.startsWith("AUTH") ? "235 in" : "250 ok";
            });
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
