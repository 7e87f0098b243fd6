package io.keepsake.monitor.dashboard.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which request means what. */
final class Routes {

  private static final String VARIABLE = "{";

  private final List<Route> routes = new ArrayList<>();

  /** What its sender has to be. */
  enum Access {
    /** Anybody. */
    OPEN,
    /** Anybody, from our own page: signing in. */
    OPEN_FORM,
    /** Whoever may see the dashboard; others are sent to the page where they sign in. */
    PAGE,
    /** Whoever may see the dashboard. */
    READ,
    /** The same, from our own page: a form. */
    FORM,
    /** The same, on purpose. */
    CHANGE
  }

  /** Answers a request; {@code variable} is the part of the path that varies, or empty. */
  interface Handler {
    Answer answer(Request request, String variable) throws IOException, InterruptedException;
  }

  /**
   * One kind of request.
   *
   * @param path in it, one part may vary: {@code {name}}
   */
  record Route(String method, String path, Access access, Handler handler) {

    /** What the variable part is in a path; empty text without one; nothing if it does not fit. */
    Optional<String> match(String actual) {
      int open = path.indexOf(VARIABLE);
      if (open < 0) {
        return path.equals(actual) ? Optional.of("") : Optional.empty();
      }
      String head = path.substring(0, open);
      String tail = path.substring(path.indexOf('}') + 1);
      boolean fits =
          actual.length() > head.length() + tail.length()
              && actual.startsWith(head)
              && actual.endsWith(tail);
      return fits
          ? Optional.of(actual.substring(head.length(), actual.length() - tail.length()))
          : Optional.empty();
    }
  }

  /** A route and what varies in it. */
  record Found(Route route, String variable) {}

  Routes(Pages pages, Api api, Login login) {
    add("GET", "/", Access.PAGE, (request, none) -> pages.dashboard());
    add("GET", "/login", Access.OPEN, (request, none) -> login.page(request));
    add("POST", "/login", Access.OPEN_FORM, (request, none) -> login.enter(request));
    add("POST", "/logout", Access.FORM, (request, none) -> login.leave(request));
    add("GET", "/assets/{name}", Access.OPEN, Assets::publicFile);
    add("GET", "/healthz", Access.OPEN, (request, none) -> pages.health());
    add("GET", "/metrics", Access.READ, (request, none) -> pages.metrics());
    for (Section section : Section.values()) {
      Handler handler =
          section == Section.SNAPSHOTS
              ? (request, none) -> api.snapshots(request)
              : (request, none) -> api.section(section);
      add("GET", "/api/v1/" + section.word(), Access.READ, handler);
    }
    add("GET", "/api/v1/events", Access.READ, (request, none) -> api.events(request));
    add("GET", "/api/v1/session", Access.READ, (request, none) -> api.session(request));
    add("GET", "/api/v1/openapi.json", Access.READ, (request, none) -> api.openApi());
    add(
        "POST",
        "/api/v1/alerts/{identity}/ack",
        Access.CHANGE,
        (request, identity) -> api.acknowledge(part(identity)));
    add(
        "POST",
        "/api/v1/alerts/{identity}/silence",
        Access.CHANGE,
        (request, identity) -> api.silence(request, part(identity)));
    add(
        "POST",
        "/api/v1/alerts/{identity}/unsilence",
        Access.CHANGE,
        (request, identity) -> api.unsilence(part(identity)));
  }

  /** A part of a path, in which a plus is a plus. */
  private static String part(String escaped) {
    return Request.decode(escaped.replace("+", "%2B"));
  }

  private void add(String method, String path, Access access, Handler handler) {
    routes.add(new Route(method, path, access, handler));
  }

  /** All there are. */
  List<Route> all() {
    return List.copyOf(routes);
  }

  /**
   * What a request means.
   *
   * @throws Refusal if nothing
   */
  Found find(Request request) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    boolean known = false;
    for (Route route : routes) {
      Optional<String> variable = route.match(request.path());
      if (variable.isPresent() && route.method().equals(method)) {
        return new Found(route, variable.get());
      }
      known |= variable.isPresent();
    }
    throw known
        ? new Refusal(Refusal.Kind.METHOD_NOT_ALLOWED, "This cannot be done there")
        : new Refusal(Refusal.Kind.NOT_FOUND, "There is no such page");
  }
}
