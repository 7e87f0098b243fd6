package io.keepsake.provider.gcs.http;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import java.net.http.HttpClient;
import java.time.Duration;

/** Google's transport over the JDK's HTTP client, with a connection for each request under way. */
public final class ClientTransport extends HttpTransport {

  private final HttpClient client;
  private final Duration idleTimeout;
  private volatile boolean shutdown;

  /**
   * A transport with connections of its own.
   *
   * @param connectTimeout the longest to wait for a connection
   * @param idleTimeout the longest that no byte may move during a request
   */
  public ClientTransport(Duration connectTimeout, Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new ClientRequest(client, idleTimeout, method, url);
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  /** Ends requests under way. Idempotent. */
  @Override
  public void shutdown() {
    shutdown = true;
    client.shutdownNow();
  }
}
