package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.TrustedCertificates;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to one server, each once, or twice if the server wants to know who asks. Follows
 * no redirect: a password goes nowhere but to the host of the URL.
 */
final class WebdavClient implements AutoCloseable {

  private static final int UNAUTHORIZED = 401;

  private final WebdavConfig config;
  private final WebdavErrors errors;
  private final Login login;
  private final HttpClient http;
  private volatile BodyTime uploads = BodyTime.WHEN_WANTED;

  WebdavClient(WebdavConfig config, WebdavErrors errors) throws RemoteException {
    this.config = config;
    this.errors = errors;
    login = new Login(config, errors);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout());
    if (config.isEncrypted()) {
      builder.sslContext(TrustedCertificates.of(config.caFile()));
    }
    http = builder.build();
  }

  /** A request under way, and what it showed to be let in. */
  record Pending(
      CompletableFuture<HttpResponse<AnswerBody>> future, Optional<String> authorization) {}

  /** When a request's body is sent. */
  enum BodyTime {
    AT_ONCE,
    /** When the server has said that it wants it: a refusal costs no upload. */
    WHEN_WANTED
  }

  /** When the body of an upload is to be sent. */
  BodyTime uploads() {
    return uploads;
  }

  /** The server, or one before it, does not say when it wants a body: from now on none is asked. */
  void uploadAtOnce() {
    uploads = BodyTime.AT_ONCE;
  }

  /** Sends a request and waits for the head of the answer. */
  Answer send(WebdavRequest request) throws RemoteException {
    Pending first = begin(request, body(request), BodyTime.AT_ONCE);
    Answer answer = await(first);
    if (!askedToLogIn(answer, first)) {
      return answer;
    }
    Pending second = begin(request, body(request), BodyTime.AT_ONCE);
    Answer again = await(second);
    if (askedToLogIn(again, second)) {
      throw errors.notLetIn("it asks for a login again and again");
    }
    return again;
  }

  private static BodyPublisher body(WebdavRequest request) {
    return request.body().isEmpty()
        ? BodyPublishers.noBody()
        : BodyPublishers.ofString(request.body());
  }

  /** Sends a request without waiting. */
  Pending begin(WebdavRequest request, BodyPublisher body, BodyTime time) {
    Optional<String> authorization = login.authorization(request.method(), request.target());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(config.address(request.target()))
            .method(request.method(), body)
            .expectContinue(time == BodyTime.WHEN_WANTED)
            .header("User-Agent", "keepsake");
    request.headers().forEach(builder::header);
    authorization.ifPresent(value -> builder.header("Authorization", value));
    return new Pending(
        http.sendAsync(builder.build(), _ -> new AnswerBody(config.idleTimeout(), errors)),
        authorization);
  }

  /**
   * Whether the server wants to know who asks, and it can be told now.
   *
   * @throws RemoteException with reason {@code DENIED} if it has been told, or there is nothing to
   *     tell
   */
  boolean askedToLogIn(Answer answer, Pending pending) throws RemoteException {
    if (answer.status() != UNAUTHORIZED) {
      return false;
    }
    List<String> challenges = answer.response().headers().allValues("WWW-Authenticate");
    answer.finish();
    login.refused(pending.authorization(), challenges);
    return true;
  }

  /** Waits for the head of an answer that nothing else has to be done for. */
  Answer await(Pending pending) throws RemoteException {
    return await(pending, config.connectTimeout().plus(config.idleTimeout()));
  }

  private Answer await(Pending pending, Duration limit) throws RemoteException {
    try {
      return Answer.of(pending.future().get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      pending.future().cancel(true);
      throw RemoteException.interrupted(e);
    } catch (TimeoutException e) {
      pending.future().cancel(true);
      throw errors.timeout();
    } catch (CancellationException e) {
      throw errors.of(e);
    } catch (ExecutionException e) {
      throw errors.of(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Ends the requests under way. Idempotent. */
  @Override
  public void close() {
    errors.close();
    http.shutdownNow();
  }
}
