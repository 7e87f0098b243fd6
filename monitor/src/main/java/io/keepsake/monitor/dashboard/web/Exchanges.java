package io.keepsake.monitor.dashboard.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through the gate to its answer, and sends that. */
final class Exchanges implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

  /** Beside the server's own limit, which another server of the process may have set. */
  private static final int MOST_AT_ONCE = 64;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private final Gatekeeper gatekeeper;
  private final Routes routes;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  Exchanges(Gatekeeper gatekeeper, Routes routes) {
    this.gatekeeper = gatekeeper;
    this.routes = routes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange);
      if (!room.tryAcquire()) {
        send(exchange, Answer.text(503, "Too many look at the dashboard just now"));
        return;
      }
      try {
        send(exchange, answer(request));
      } finally {
        room.release();
      }
    }
  }

  private Answer answer(Request request) throws IOException {
    try {
      gatekeeper.requireOurName(request);
      Routes.Found found = routes.find(request);
      if (found.route().access() == Routes.Access.PAGE && !gatekeeper.mayRead(request)) {
        return Answer.seeOther("/login");
      }
      admit(request, found.route().access());
      return found.route().handler().answer(request, found.variable());
    } catch (Refusal e) {
      return refused(request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(request, new Refusal(Refusal.Kind.UNAVAILABLE, "The agent is about to end"));
    } catch (RuntimeException e) {
      LOG.error("The dashboard could not answer {} {}", request.method(), request.path(), e);
      return Answer.text(500, "The dashboard could not answer this; the agent's log says why");
    }
  }

  private void admit(Request request, Routes.Access access) {
    switch (access) {
      case OPEN -> {}
      case OPEN_FORM -> gatekeeper.requireOurPage(request);
      case PAGE, READ -> gatekeeper.requireReader(request);
      case FORM -> {
        gatekeeper.requireReader(request);
        gatekeeper.requireOurPage(request);
      }
      case CHANGE -> {
        gatekeeper.requireReader(request);
        gatekeeper.requireIntent(request);
      }
    }
  }

  private static Answer refused(Request request, Refusal refusal) {
    Answer answer = sentence(request, refusal);
    return refusal
        .pause()
        .map(pause -> answer.with("Retry-After", String.valueOf(pause.toSeconds())))
        .orElse(answer);
  }

  private static Answer sentence(Request request, Refusal refusal) {
    int status = refusal.kind().status();
    if (!request.path().startsWith("/api/")) {
      return Answer.text(status, refusal.sentence());
    }
    Answer answer =
        JsonText.answer(
            json -> {
              json.writeObjectPropertyStart("error");
              JsonText.word(json, "kind", refusal.kind());
              json.writeStringProperty("message", refusal.sentence());
              json.writeEndObject();
            });
    return answer.withStatus(status);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    // Nothing to other sites; with no-referrer, browsers would hide the origin of our forms from
    // us.
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    headers.set("Cache-Control", "no-store");
    if (answer.status() == Refusal.Kind.UNAUTHORIZED.status()) {
      headers.set("WWW-Authenticate", "Bearer realm=\"keepsake\"");
    }
    answer.headers().forEach(header -> headers.set(header.name(), header.value()));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
