package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.Delivery;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends messages to one web service, each once, over HTTP/1.1. Follows no redirect: what is secret
 * goes nowhere but to the host of the URL. Nothing that it answers tells a secret.
 */
public final class HttpOutlet implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final Answers answers;
  private final NetworkTrouble trouble;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * An outlet to a service.
   *
   * @param peer the service, for people
   * @param advice what it means by its refusals
   * @param redaction of what it says
   * @param clock for pauses until a date
   */
  public HttpOutlet(String peer, Advice advice, Redaction redaction, InstantSource clock) {
    answers = new Answers(peer, advice, redaction, clock);
    trouble = new NetworkTrouble(peer, redaction);
  }

  /**
   * Sends a message and waits for the head of the answer.
   *
   * @return deferred, too, for all that goes wrong on the way
   */
  public Delivery send(WebhookUrl url, HttpMessage message, Duration deadline)
      throws InterruptedException {
    CompletableFuture<HttpResponse<String>> pending =
        http.sendAsync(request(url, message), head -> new BriefBody(head.statusCode()));
    try {
      return answers.of(pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return trouble.timeout(deadline);
    } catch (CancellationException e) {
      return trouble.of(e);
    } catch (ExecutionException e) {
      return trouble.of(e.getCause() == null ? e : e.getCause());
    } finally {
      pending.cancel(true);
    }
  }

  private static HttpRequest request(WebhookUrl url, HttpMessage message) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url.address()).header("User-Agent", "keepsake");
    message.headers().forEach(builder::header);
    if (message.method().equals("GET")) {
      return builder.GET().build();
    }
    return builder
        .header("Content-Type", message.contentType())
        .method(message.method(), BodyPublishers.ofString(message.body()))
        .build();
  }

  /** Ends the calls under way, which fail as deferred. Idempotent. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
