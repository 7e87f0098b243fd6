package io.keepsake.testkit.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.storage.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A web service on 127.0.0.1 that keeps what it gets and answers as it is told. */
public final class HttpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Gate end = new Gate();
  private final List<HttpNotice> received = new CopyOnWriteArrayList<>();
  private final Queue<HttpReply> replies = new ConcurrentLinkedQueue<>();

  private HttpReceiver(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts one on a free port. */
  public static HttpReceiver start() throws IOException {
    return new HttpReceiver(HttpServer.create(anyPort(), 0));
  }

  /** Starts one that speaks TLS. */
  public static HttpReceiver start(ServerCertificate certificate) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    return new HttpReceiver(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers the next request so; those after all that were told get 200. */
  public HttpReceiver reply(HttpReply reply) {
    replies.add(reply);
    return this;
  }

  /** What came, in its order. */
  public List<HttpNotice> received() {
    return List.copyOf(received);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().getFirst()));
      received.add(
          new HttpNotice(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body));
      HttpReply next = replies.poll();
      answer(exchange, next == null ? HttpReply.of(200, "ok") : next);
    }
  }

  private void answer(HttpExchange exchange, HttpReply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    boolean endless = reply.length() == HttpReply.Length.ENDLESS;
    exchange.sendResponseHeaders(reply.status(), endless ? 0 : body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body);
    out.flush();
    if (endless) {
      hold();
    }
  }

  private void hold() {
    try {
      end.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Frees the port and ends all connections. */
  @Override
  public void close() {
    end.open();
    server.stop(0);
    threads.shutdownNow();
  }
}
