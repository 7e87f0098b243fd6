package io.keepsake.testkit.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keepsake.testkit.chaos.ServerTroubles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The JSON API of Google Cloud Storage on 127.0.0.1, in memory, until it is closed. Anyone may do
 * anything until {@link #serviceAccount()} or {@link #workloadIdentity} is called; then every
 * request needs a token.
 */
public final class GcsServer implements AutoCloseable {

  static {
    // Else each answer on a kept connection waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int BACKLOG = 1_000;

  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, GcsBucket> buckets = new ConcurrentHashMap<>();
  private final List<GcsFault> faults = new ArrayList<>();
  private final Map<String, GcsTroubles> troubles = new ConcurrentHashMap<>();
  private final GcsTroubles none = new GcsTroubles(Set::of);
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final GcsUploads uploads = new GcsUploads();
  private final ServerClock clock = new ServerClock();
  private final GcsTokens tokens = new GcsTokens(clock);
  private final GcsRouter router;
  private volatile boolean secured;

  private GcsServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    router = new GcsRouter(buckets, uploads, tokens, clock, this::troubles);
  }

  /**
   * Starts a server on a free port.
   *
   * @throws IOException if there is none
   */
  public static GcsServer start() throws IOException {
    return start(HttpServer.create(address(), BACKLOG), "http");
  }

  /**
   * Starts a server that speaks TLS on a free port.
   *
   * @param keys with the server's certificate
   * @throws IOException if there is none
   */
  public static GcsServer startTls(SSLContext keys) throws IOException {
    HttpsServer https = HttpsServer.create(address(), BACKLOG);
    https.setHttpsConfigurator(new HttpsConfigurator(keys));
    return start(https, "https");
  }

  private static InetSocketAddress address() throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  private static GcsServer start(HttpServer http, String scheme) {
    GcsServer server = new GcsServer(http, scheme);
    http.setExecutor(server.threads);
    http.createContext("/", server::exchange);
    http.start();
    return server;
  }

  /** What clients take as the service's root, such as {@code http://127.0.0.1:1234}. */
  public String endpoint() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The server's port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Makes a bucket, unless it is there. */
  public void createBucket(String name) {
    buckets.computeIfAbsent(name, absent -> new GcsBucket(absent, clock));
  }

  /** Puts empty objects into a bucket that is there, without a request for each. */
  public void fill(String bucket, Stream<String> names) {
    GcsBucket found = buckets.get(bucket);
    if (found == null) {
      throw new IllegalArgumentException("There is no bucket " + bucket);
    }
    names.forEach(name -> found.put(name, ByteBuffer.allocate(0), Map.of(), Optional.empty()));
  }

  /** Names of a bucket's objects in order. */
  public List<String> objects(String bucket) {
    GcsBucket found = buckets.get(bucket);
    return found == null ? List.of() : found.after("", "").stream().map(GcsObject::name).toList();
  }

  /** The API's fields of an object, such as {@code storageClass}; empty if there is none. */
  public Optional<Map<String, Object>> object(String bucket, String name) {
    return Optional.ofNullable(buckets.get(bucket))
        .flatMap(found -> found.find(name))
        .map(GcsObject::resource);
  }

  /** Sets fields of an object: {@code temporaryHold}, {@code retention} and the like. */
  public void change(String bucket, String name, Map<String, Object> fields) {
    GcsBucket found = buckets.get(bucket);
    if (found != null) {
      found.change(name, fields);
    }
  }

  /** The content of a service account's credentials file; from now on requests need a token. */
  public String serviceAccount() {
    secured = true;
    return tokens.serviceAccount(endpoint());
  }

  /**
   * The content of a credentials file for workload identity, and the file with the token of the
   * other cloud that it names; from now on requests need a token. Google's libraries exchange such
   * tokens over TLS only.
   *
   * @throws IOException if that file cannot be written
   */
  public String workloadIdentity(Path subjectToken) throws IOException {
    secured = true;
    String subject = "subject-" + endpoint();
    Files.writeString(subjectToken, subject);
    return tokens.workloadIdentity(endpoint(), subjectToken, subject);
  }

  /**
   * Where the metadata of a machine in Google's cloud are, as host and port: the token of its
   * account can be had there. From now on requests need a token.
   */
  public String machineMetadata() {
    secured = true;
    return "127.0.0.1:" + port();
  }

  /** Makes all tokens given so far invalid. */
  public void revokeTokens() {
    tokens.revokeAll();
  }

  /** Shifts the server's clock. */
  public void shiftClock(Duration by) {
    clock.shift = by;
  }

  /** Answers the next {@code times} fitting requests with a fault. */
  public void inject(GcsFault fault, int times) {
    synchronized (faults) {
      for (int i = 0; i < times; i++) {
        faults.add(fault);
      }
    }
  }

  /**
   * What goes wrong for clients that reach this server under another name than its own, through a
   * proxy: the others see it as it is.
   *
   * @param host the proxy's host and port, as clients send them in the header {@code Host}
   */
  public ServerTroubles troubles(String host) {
    return troubles.computeIfAbsent(host, absent -> new GcsTroubles(this::names));
  }

  private GcsTroubles troubles(GcsRequest request) {
    return troubles.getOrDefault(request.header("host").orElse(""), none);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    buckets
        .keySet()
        .forEach(bucket -> objects(bucket).forEach(name -> names.add(bucket + "/" + name)));
    return names;
  }

  /** All requests so far as {@code METHOD /path?query}, those inside batches left out. */
  public List<String> requests() {
    return List.copyOf(log);
  }

  /** Resumable uploads begun and neither finished nor given up. */
  public int unfinishedUploads() {
    return uploads.unfinished();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      log.add(line);
      GcsRequest request = GcsExchange.request(exchange);
      GcsExchange.send(exchange, answer(request, line));
    }
  }

  private GcsAnswer answer(GcsRequest request, String line) throws IOException {
    Optional<GcsFault> fault = fault(line);
    if (fault.isPresent()) {
      request.body().skip(Long.MAX_VALUE);
      GcsFault answer = fault.get();
      return GcsAnswer.failure(new GcsFailure(answer.status(), answer.reason(), answer.message()));
    }
    return router.handle(request, secured);
  }

  private Optional<GcsFault> fault(String line) {
    synchronized (faults) {
      for (int i = 0; i < faults.size(); i++) {
        if (faults.get(i).requests().matcher(line).find()) {
          return Optional.of(faults.remove(i));
        }
      }
      return Optional.empty();
    }
  }

  /** The machine's clock, shifted. */
  private static final class ServerClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return java.time.Instant.now().plus(shift);
    }
  }
}
