package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.States;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the interface against the interface. */
final class OpenApiTest {

  private final Map<String, Object> document = JsonTree.object(Assets.page("openapi.json").body());
  private final Schemas schemas = new Schemas(document);

  /** All routes there are. */
  static List<Routes.Route> allRoutes() {
    DashboardSource source = new StandingSource(States.empty().state());
    DashboardSettings settings = DashboardSettings.loopback();
    Sessions sessions = new Sessions();
    StateFeed feed = new StateFeed(source, Duration.ofSeconds(1));
    return new Routes(
            new Pages(feed, Optional.empty()),
            new Api(feed, source, sessions),
            new Login(settings, sessions, new Gatekeeper(settings, sessions)))
        .all();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> served =
        allRoutes().stream()
            .map(route -> route.method() + " " + route.path())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described = new TreeSet<>();
    Map<String, Object> paths = JsonTree.map(document, "paths");
    for (String path : paths.keySet()) {
      for (String method : JsonTree.map(paths, path).keySet()) {
        described.add(method.toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    assertEquals(served, described);
  }

  @Test
  void describesEveryFieldOfEveryAnswer() throws Exception {
    List<String> problems = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (States states :
        List.of(States.good(), States.bad(), States.empty(), States.acknowledged())) {
      visit(states, problems, seen);
    }
    assertEquals(List.of(), problems);
    // Else the states of this test leave out a field, and nothing is known of it.
    assertEquals(schemas.fields(), seen);
  }

  private void visit(States states, List<String> problems, Set<String> seen) throws Exception {
    StandingSource source = new StandingSource(states.state());
    source.onHandling(identity -> Optional.of(states.state()).filter(s -> identity.equals("a")));
    try (Dashboard dashboard = Dashboards.open(source);
        Visitor visitor = new Visitor(dashboard)) {
      for (Routes.Route route : allRoutes()) {
        if (route.method().equals("GET") && route.path().startsWith("/api/")) {
          Map<String, Object> schema = schemas.answer(route.path(), "get", "200");
          schemas.check(route.path(), visitor.json(route.path()), schema, problems, seen);
        }
      }
      checkHandling("ack", "", visitor, problems, seen);
      checkHandling("silence", "hours=8", visitor, problems, seen);
      checkHandling("unsilence", "", visitor, problems, seen);
    }
  }

  private void checkHandling(
      String what, String form, Visitor visitor, List<String> problems, Set<String> seen)
      throws IOException, InterruptedException {
    String path = "/api/v1/alerts/{identity}/" + what;
    String csrf = String.valueOf(visitor.json("/api/v1/session").get("csrf"));
    String done = visitor.post("/api/v1/alerts/a/" + what, form, Api.CSRF_HEADER, csrf).body();
    String none = visitor.post("/api/v1/alerts/b/" + what, form, Api.CSRF_HEADER, csrf).body();
    schemas.check(path, JsonTree.object(done), schemas.answer(path, "post", "200"), problems, seen);
    schemas.check(
        path, JsonTree.object(none), schemas.answer(path, "post", "default"), problems, seen);
  }

  @Test
  void wouldNoticeAFieldThatIsNotDescribed() {
    List<String> problems = new ArrayList<>();
    Map<String, Object> answer = Map.of("time", "2026-11-23T10:00:00Z", "jobs", List.of(), "x", 1L);
    schemas.check(
        "x", answer, schemas.answer("/api/v1/jobs", "get", "200"), problems, new TreeSet<>());
    assertEquals(List.of("x.x is not described"), problems);
    schemas.check(
        "x",
        Map.of("time", 1L),
        schemas.answer("/api/v1/jobs", "get", "200"),
        problems,
        new TreeSet<>());
    assertEquals(3, problems.size(), problems.toString());
  }
}
