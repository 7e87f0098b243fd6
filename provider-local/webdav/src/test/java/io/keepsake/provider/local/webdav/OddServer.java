package io.keepsake.provider.local.webdav;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server on 127.0.0.1 that answers as it is told: what no real one at hand does. Each connection
 * serves one request.
 */
final class OddServer implements AutoCloseable {

  private final ServerSocket listening;
  private final Function<Request, String> answers;
  private final Continue saying;
  private final List<Request> seen = new CopyOnWriteArrayList<>();

  /** What was asked; names of headers in lower case. */
  record Request(String method, String target, TreeMap<String, String> headers) {}

  /** What it does when a client asks whether a body is wanted. */
  enum Continue {
    SAID,
    NOT_SAID
  }

  /** Starts one; an answer is all that goes over the wire. */
  OddServer(Function<Request, String> answers) throws IOException {
    this(answers, Continue.SAID);
  }

  OddServer(Function<Request, String> answers, Continue saying) throws IOException {
    this.answers = answers;
    this.saying = saying;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  /** An answer with a body. */
  static String answer(String status, String body, String... headers) {
    String head = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, head, body);
  }

  /** An answer to PROPFIND, of the responses within it. */
  static String multistatus(String responses) {
    return answer(
        "207 Multi-Status",
        "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\">" + responses + "</d:multistatus>");
  }

  /** A collection, with properties that only it has. */
  static String collection(String href, String properties) {
    return response(
        href, "<d:resourcetype><d:collection/></d:resourcetype>" + properties, "200 OK");
  }

  /** A file. */
  static String file(String href, int length) {
    return response(
        href,
        "<d:resourcetype/><d:getcontentlength>%d</d:getcontentlength>".formatted(length),
        "200 OK");
  }

  private static String response(String href, String properties, String status) {
    return "<d:response><d:href>%s</d:href><d:propstat><d:prop>%s</d:prop><d:status>HTTP/1.1 %s</d:status></d:propstat></d:response>"
        .formatted(href, properties, status);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What has been asked so far. */
  List<Request> seen() {
    return List.copyOf(seen);
  }

  private void listen() {
    while (true) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      Optional<Request> request = read(in);
      if (request.isEmpty()) {
        return;
      }
      seen.add(request.get());
      TreeMap<String, String> headers = request.get().headers();
      if (headers.containsKey("expect") && saying == Continue.SAID) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      }
      in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      String answer = answers.apply(request.get());
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      if (next != '\n') {
        line.append((char) next);
        continue;
      }
      String complete = line.toString().strip();
      line.setLength(0);
      if (complete.isEmpty()) {
        break;
      }
      lines.add(complete);
    }
    String[] first = lines.getFirst().split(" ", -1);
    TreeMap<String, String> headers = new TreeMap<>();
    for (String each : lines.subList(1, lines.size())) {
      int colon = each.indexOf(':');
      headers.put(
          each.substring(0, colon).toLowerCase(Locale.ROOT), each.substring(colon + 1).strip());
    }
    return Optional.of(new Request(first[0], first[1], headers));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
