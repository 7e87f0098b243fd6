package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.dashboard.States;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may see a dashboard, and who may change something. */
final class AccessTest {

  private static final String BEARER = "Bearer " + Dashboards.TOKEN;
  private static final String ACK = "/api/v1/alerts/debt%2Fnas/ack";

  private final StandingSource source =
      new StandingSource(States.good().alert("debt/nas", Severity.WARNING, "Owed.").state());
  private Dashboard open;
  private Dashboard closed;
  private Visitor anybody;
  private Visitor visitor;

  @BeforeEach
  void start() throws IOException {
    source.onHandling(identity -> Optional.of(States.good().state()));
    open = Dashboards.open(source);
    closed = Dashboards.withToken(source);
    anybody = new Visitor(open);
    visitor = new Visitor(closed);
  }

  @AfterEach
  void close() {
    anybody.close();
    visitor.close();
    open.close();
    closed.close();
  }

  @Test
  void answersToItsOwnNamesOnly() throws Exception {
    for (String host :
        List.of(
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:7979",
            "[::1]:1",
            "192.168.1.5",
            "backups.example.org:443")) {
      assertEquals(
          200, RawVisit.status(open, "GET /api/v1/status HTTP/1.1", "Host: " + host), host);
    }
    for (String host :
        List.of(
            "evil.example",
            "evil.example:7979",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "",
            "::1",
            "[localhost]",
            "127.0.0.1@evil.example",
            "[::1].evil.example")) {
      assertEquals(
          421, RawVisit.status(open, "GET /api/v1/status HTTP/1.1", "Host: " + host), host);
    }
    assertEquals(421, RawVisit.status(open, "GET /healthz HTTP/1.0"));
    assertEquals(
        400, RawVisit.status(open, "GET / HTTP/1.1", "Host: localhost", "Host: evil.example"));
  }

  @Test
  void showsNothingWithoutTheToken() throws Exception {
    for (Routes.Route route : routes()) {
      if (route.access() == Routes.Access.READ) {
        HttpResponse<String> answer = visitor.get(route.path());
        assertEquals(401, answer.statusCode(), route.path());
        assertTrue(Visitor.header(answer, "www-authenticate").startsWith("Bearer"), route.path());
      }
    }
    assertEquals("/login", Visitor.header(visitor.get("/"), "location"));
    assertEquals(401, visitor.post(ACK, "").statusCode());
    assertEquals("ok\n", visitor.get("/healthz").body());
  }

  private static List<Routes.Route> routes() {
    return OpenApiTest.allRoutes();
  }

  @Test
  void takesTheTokenAsABearer() throws Exception {
    assertEquals(200, visitor.get("/api/v1/status", "Authorization", BEARER).statusCode());
    for (String wrong :
        List.of(
            BEARER + "x", "Bearer ", "Bearer correct-horse-batter", "Basic " + Dashboards.TOKEN)) {
      assertEquals(401, visitor.get("/api/v1/status", "Authorization", wrong).statusCode(), wrong);
    }
    assertEquals(200, visitor.post(ACK, "", "Authorization", BEARER).statusCode());
    assertEquals(
        403,
        visitor
            .post(ACK, "", "Authorization", BEARER, "Origin", "https://evil.example")
            .statusCode());
  }

  @Test
  void makesWhoGuessesWait() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertEquals(401, visitor.get("/api/v1/status", "Authorization", BEARER + i).statusCode());
    }
    HttpResponse<String> right = visitor.get("/api/v1/status", "Authorization", BEARER);
    assertEquals(429, right.statusCode());
    assertTrue(Visitor.header(right, "retry-after").matches("[1-5]"), right.headers().toString());
    assertTrue(right.body().matches("(?s).*try again in [1-5] s.*"), right.body());
    HttpResponse<String> form = visitor.post("/login", "token=" + Dashboards.TOKEN);
    assertEquals(429, form.statusCode());
    assertFalse(form.headers().map().containsKey("set-cookie"));
    assertEquals(200, visitor.get("/healthz").statusCode());
    assertEquals(
        200,
        RawVisit.statusFrom(
            "127.0.0.2",
            closed,
            "GET /api/v1/status HTTP/1.1",
            "Host: localhost",
            "Authorization: " + BEARER));
  }

  @Test
  void sessionsGoOnWhileSomebodyGuesses() throws Exception {
    String cookie = signIn();
    for (int i = 0; i < 7; i++) {
      visitor.post("/login", "token=wrong");
    }
    assertEquals(429, visitor.post("/login", "token=" + Dashboards.TOKEN).statusCode());
    assertEquals(200, visitor.get("/api/v1/status", "Cookie", cookie).statusCode());
  }

  @Test
  void signsInAndOut() throws Exception {
    HttpResponse<String> wrong = visitor.post("/login", "token=wrong");
    HttpResponse<String> right = visitor.post("/login", "token=" + Dashboards.TOKEN);
    String cookie = Visitor.header(right, "set-cookie");
    String sent = cookie.split(";", 2)[0];

    assertEquals(403, wrong.statusCode());
    assertTrue(wrong.body().contains("That is not the token."));
    assertFalse(wrong.headers().map().containsKey("set-cookie"));
    assertEquals(303, right.statusCode());
    assertTrue(cookie.contains("; HttpOnly; SameSite=Strict;"), cookie);
    assertFalse(cookie.contains("Secure"), cookie);
    assertEquals(200, visitor.get("/", "Cookie", sent).statusCode());
    assertEquals(200, visitor.get("/api/v1/status", "Cookie", "a=b; " + sent).statusCode());
    assertEquals(401, visitor.get("/api/v1/status", "Cookie", sent + "0").statusCode());

    assertEquals(303, visitor.post("/logout", "", "Cookie", sent).statusCode());
    assertEquals(401, visitor.get("/api/v1/status", "Cookie", sent).statusCode());
  }

  @Test
  void keepsTheCookieToTlsBehindAProxyThatSpeaksIt() throws Exception {
    HttpResponse<String> right =
        visitor.post("/login", "token=" + Dashboards.TOKEN, "X-Forwarded-Proto", "https");
    assertTrue(Visitor.header(right, "set-cookie").endsWith("; Secure"));
  }

  @Test
  void changesNothingForOtherSites() throws Exception {
    String csrf = csrf(anybody);
    String origin = open.address().toString().replaceFirst("/$", "");

    assertEquals(403, anybody.post(ACK, "").statusCode());
    assertEquals(403, anybody.post(ACK, "", Api.CSRF_HEADER, "0".repeat(64)).statusCode());
    assertEquals(403, ack(csrf, "Origin", "https://evil.example"));
    assertEquals(403, ack(csrf, "Origin", "null"));
    assertEquals(403, ack(csrf, "Origin", origin + "1"));
    assertEquals(403, ack(csrf, "Sec-Fetch-Site", "cross-site"));
    assertEquals(403, ack(csrf, "Sec-Fetch-Site", "same-site"));
    assertEquals(List.of(), source.acknowledged());

    assertEquals(200, ack(csrf, "Origin", origin));
    assertEquals(200, ack(csrf, "Sec-Fetch-Site", "same-origin"));
    assertEquals(
        403,
        visitor
            .post("/login", "token=" + Dashboards.TOKEN, "Origin", "https://evil.example")
            .statusCode());
  }

  @Test
  void everyChangeNeedsToBeMeant() throws Exception {
    int changes = 0;
    for (Routes.Route route : routes()) {
      if (route.access() == Routes.Access.CHANGE) {
        String path = route.path().replace("{identity}", "debt%2Fnas");
        assertEquals(403, anybody.post(path, "hours=1").statusCode(), path);
        assertEquals(401, visitor.post(path, "hours=1").statusCode(), path);
        changes++;
      }
    }
    assertEquals(3, changes);
    assertEquals(List.of(), source.acknowledged());
    assertEquals(List.of(), source.silences());
  }

  private int ack(String csrf, String header, String value) throws Exception {
    return anybody.post(ACK, "", Api.CSRF_HEADER, csrf, header, value).statusCode();
  }

  private static String csrf(Visitor of, String... headers) throws Exception {
    return String.valueOf(of.json("/api/v1/session", headers).get("csrf"));
  }

  @Test
  void hasAnOwnCsrfValueForEachSession() throws Exception {
    String[] first = {"Cookie", signIn()};
    String[] second = {"Cookie", signIn()};
    String csrf = csrf(visitor, first);

    assertFalse(csrf.equals(csrf(visitor, second)));
    assertEquals(
        403, visitor.post(ACK, "", Api.CSRF_HEADER, csrf, second[0], second[1]).statusCode());
    assertEquals(
        200, visitor.post(ACK, "", Api.CSRF_HEADER, csrf, first[0], first[1]).statusCode());
  }

  private String signIn() throws Exception {
    HttpResponse<String> answer = visitor.post("/login", "token=" + Dashboards.TOKEN);
    return Visitor.header(answer, "set-cookie").split(";", 2)[0];
  }

  @Test
  void forgetsTheOldestSessions() throws Exception {
    String oldest = signIn();
    for (int i = 0; i < 64; i++) {
      signIn();
    }
    assertEquals(401, visitor.get("/api/v1/status", "Cookie", oldest).statusCode());
  }

  @Test
  void refusesLargeForms() throws Exception {
    assertEquals(400, visitor.post("/login", "token=" + "x".repeat(9_000)).statusCode());
  }
}
