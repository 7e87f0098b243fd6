package io.keepsake.provider.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * Answers each HTTP request with what a function makes of its head, and of its body if that is a
 * form, one on each connection. For what no real server here can be brought to answer.
 */
final class CannedService implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 22;

  private final ServerSocket listener;
  private final Function<String, byte[]> answers;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  private CannedService(ServerSocket listener, Function<String, byte[]> answers) {
    this.listener = listener;
    this.answers = answers;
  }

  static CannedService answering(Function<String, byte[]> answers) throws IOException {
    return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
  }

  /** The same with TLS. */
  static CannedService secure(SSLContext keys, Function<String, byte[]> answers)
      throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    return on(keys.getServerSocketFactory().createServerSocket(0, 50, host), answers);
  }

  private static CannedService on(ServerSocket listener, Function<String, byte[]> answers) {
    CannedService service = new CannedService(listener, answers);
    Thread.ofVirtual().start(service::accept);
    return service;
  }

  /** Always the same failure, as S3 words it. */
  static CannedService failing(int status, String code, String message, String... headers)
      throws IOException {
    return answering(head -> error(status, code, message, headers));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Opens {@code s3://weddings/a} there, with a key that it does not look at and more options. */
  ObjectStore open(Map<String, String> more) throws StoreException {
    Map<String, String> options = new HashMap<>(more);
    options.put("endpoint", endpoint().toString());
    options.put("access-key-id", "key");
    options.put("secret-access-key", "secret");
    return S3Store.open(
        S3Config.of(new StoreSettings("aws", URI.create("s3://weddings/a"), options)));
  }

  /** Heads of the requests so far, each with its first line. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  static byte[] error(int status, String code, String message, String... headers) {
    String body =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>%s</Code><Message>%s</Message><RequestId>1</RequestId></Error>\
        """
            .formatted(code, message);
    return answer(status, body, headers);
  }

  static byte[] answer(int status, String body, String... headers) {
    StringBuilder text = new StringBuilder("HTTP/1.1 %d Canned\r\n".formatted(status));
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    text.append("Connection: close\r\nContent-Length: ")
        .append(body.getBytes(UTF_8).length)
        .append("\r\n\r\n")
        .append(body);
    return text.toString().getBytes(UTF_8);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      String head = head(in);
      heads.add(head);
      String lower = head.toLowerCase(Locale.ROOT);
      if (lower.contains("expect: 100-continue")) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        out.flush();
      }
      String form = "";
      int length = lower.indexOf("content-length: ");
      if (length >= 0) {
        long bytes = Long.parseLong(lower.substring(length + 16, lower.indexOf('\r', length)));
        if (lower.contains("x-www-form-urlencoded")) {
          form = new String(in.readNBytes((int) bytes), UTF_8);
        } else {
          in.skipNBytes(bytes);
        }
      }
      byte[] answer = answers.apply(head + form);
      out.write(head.startsWith("HEAD") ? headOf(answer) : answer);
      out.flush();
    } catch (IOException e) {
      if (!listener.isClosed() && !(e instanceof SocketException || e instanceof SSLException)) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] headOf(byte[] answer) {
    String text = new String(answer, ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0 || (head.isEmpty() && next == TLS_HANDSHAKE)) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
