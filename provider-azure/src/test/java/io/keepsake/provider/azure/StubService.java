package io.keepsake.provider.azure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.spi.crypto.Secret;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;

/** A server that answers what a test wants of it, on 127.0.0.1, one request a connection. */
final class StubService implements AutoCloseable {

  /** What came. */
  record Request(String method, String target, Map<String, String> headers) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers a request. */
  interface Handler {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Handler handler;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  StubService(Handler handler) throws IOException {
    this(handler, ServerSocketFactory.getDefault());
  }

  /** One with TLS, if the factory says so. */
  StubService(Handler handler, ServerSocketFactory sockets) throws IOException {
    this.handler = handler;
    socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** A service that refuses everything with one status and error code, which may be empty. */
  static StubService refusing(int status, String code) throws IOException {
    return new StubService((request, out) -> out.write(refusal(status, code)));
  }

  /** An answer without a body. */
  static byte[] refusal(int status, String code) {
    Map<String, String> headers = code.isEmpty() ? Map.of() : Map.of("x-ms-error-code", code);
    return answer(status, headers, "");
  }

  /** A whole answer; headers that are named replace the usual ones. */
  static byte[] answer(int status, Map<String, String> headers, String body) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Length", String.valueOf(body.getBytes(UTF_8).length));
    all.put("Date", date(Duration.ZERO));
    all.put("Connection", "close");
    all.put("x-ms-request-id", "1234");
    all.put("x-ms-version", "2021-08-06");
    all.put("Last-Modified", date(Duration.ZERO));
    all.put("ETag", "\"0x1\"");
    all.putAll(headers);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    all.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return (head + "\r\n" + body).getBytes(UTF_8);
  }

  /** A page of empty blobs; the marker goes to the next one, or is empty. */
  static byte[] page(Stream<String> names, String marker) {
    StringBuilder body = new StringBuilder("<EnumerationResults><Blobs>");
    String modified = date(Duration.ZERO);
    names.forEach(
        name ->
            body.append("<Blob><Name>")
                .append(name)
                .append("</Name><Properties><Last-Modified>")
                .append(modified)
                .append("</Last-Modified><Etag>0x1</Etag><Content-Length>0</Content-Length>")
                .append("<BlobType>BlockBlob</BlobType></Properties></Blob>"));
    body.append("</Blobs><NextMarker>").append(marker).append("</NextMarker>");
    return answer(200, Map.of("Content-Type", "application/xml"), body + "</EnumerationResults>");
  }

  /** The time, or one that far from it, as HTTP writes it. */
  static String date(Duration away) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plus(away));
  }

  /** A store's settings with this server as the account. */
  AzureConfig config(Duration idleTimeout) {
    return config(
        URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/account"),
        Duration.ofSeconds(10),
        idleTimeout);
  }

  /** A store's settings with another endpoint. */
  static AzureConfig config(URI endpoint, Duration connectTimeout, Duration idleTimeout) {
    return new AzureConfig(
        "cloud",
        "account",
        "weddings",
        "p/",
        new AzureAccess(
            endpoint, new AzureCredential.AccountKey(Secret.ofUtf8("a2V5a2V5".toCharArray()))),
        Optional.empty(),
        1 << 20,
        1 << 20,
        connectTimeout,
        idleTimeout);
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      handler.answer(request, connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException e) {
      // the client went away
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", -1);
    if (first.length < 2) {
      throw new IOException("no request");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("no HTTP");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    in.skipNBytes(length);
    return new Request(first[0], first[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return new String(line.toString().getBytes(ISO_8859_1), UTF_8).strip();
  }
}
