package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.monitor.dashboard.States;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dashboard answers. */
final class DashboardTest {

  private final StandingSource source = new StandingSource(States.good().state());
  private Dashboard dashboard;
  private Visitor visitor;

  @BeforeEach
  void open() throws IOException {
    dashboard = Dashboards.open(source);
    visitor = new Visitor(dashboard);
  }

  @AfterEach
  void close() {
    visitor.close();
    dashboard.close();
  }

  @Test
  void servesThePageWithAStrictPolicy() throws Exception {
    HttpResponse<String> page = visitor.get("/");

    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", Visitor.header(page, "content-type"));
    Map<String, String> headers = Visitor.headers(page);
    String policy = headers.getOrDefault("content-security-policy", "");
    assertTrue(
        policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", headers.get("x-content-type-options"));
    assertEquals("same-origin", headers.get("referrer-policy"));
    assertEquals("no-store", headers.get("cache-control"));
    assertFalse(headers.containsKey("access-control-allow-origin"));
  }

  @Test
  void servesAssetsOnce() throws Exception {
    HttpResponse<String> script = visitor.get("/assets/app.js");
    assertEquals("text/javascript; charset=utf-8", Visitor.header(script, "content-type"));
    String mark = Visitor.header(script, "etag");

    HttpResponse<String> again = visitor.get("/assets/app.js", "If-None-Match", mark);
    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
    assertEquals(404, visitor.get("/assets/nothing.js").statusCode());
    assertEquals(404, visitor.get("/assets/..%2Fopenapi.json").statusCode());
    assertEquals(404, visitor.get("/assets/Assets.class").statusCode());
  }

  @Test
  void refersToNothingElsewhere() throws Exception {
    for (String path : List.of("/", "/assets/app.js", "/assets/base.css", "/assets/parts.css")) {
      String text = visitor.get(path).body();
      assertFalse(text.contains("https://"), path);
      assertFalse(text.contains("src=\"//"), path);
      assertFalse(text.contains("style=\""), path);
      assertFalse(text.contains("innerHTML"), path);
    }
  }

  @Test
  void tellsSnapshotsInPages() throws Exception {
    Map<String, Object> first = snapshots("?limit=10");
    Map<String, Object> next = snapshots("?offset=10&limit=10");
    Map<String, Object> beyond = snapshots("?offset=412");

    assertEquals(412L, first.get("total"));
    assertEquals(10, JsonTree.list(first, "rows").size());
    assertEquals(10L, next.get("offset"));
    assertFalse(JsonTree.list(first, "rows").contains(JsonTree.list(next, "rows").getFirst()));
    assertEquals(List.of(), JsonTree.list(beyond, "rows"));
    assertEquals(400, visitor.get("/api/v1/snapshots?limit=1001").statusCode());
    assertEquals(400, visitor.get("/api/v1/snapshots?offset=-1").statusCode());
    assertEquals(400, visitor.get("/api/v1/snapshots?offset=x").statusCode());
  }

  private Map<String, Object> snapshots(String query) throws Exception {
    return JsonTree.map(visitor.json("/api/v1/snapshots" + query), "snapshots");
  }

  @Test
  void answersSmallQuestions() throws Exception {
    assertEquals("up 1\n", visitor.get("/metrics").body());
    assertEquals("ok\n", visitor.get("/healthz").body());
    assertEquals(404, visitor.get("/nothing").statusCode());
    assertEquals(404, visitor.get("/api/v1/alerts//ack").statusCode());
    assertEquals(405, visitor.post("/", "").statusCode());
    HttpResponse<String> head = visitor.send("HEAD", "/", Optional.empty());
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    assertEquals(303, visitor.get("/login").statusCode());
  }

  @Test
  void keepsHalfCharactersOutOfItsText() throws Exception {
    source.show(States.empty().snapshot(1, "h\ud800x", List.of(), Map.of(), 1).state());
    awaitHost("h?x");
  }

  private void awaitHost(String host) throws Exception {
    // The first answer may still be the one before.
    long revision = 0;
    for (int i = 0; i < 100; i++) {
      Map<String, Object> news = visitor.json("/api/v1/events?wait=5&after=" + revision);
      revision = (Long) news.getOrDefault("revision", 0L);
      if (news.toString().contains("host=" + host)) {
        return;
      }
    }
    throw new AssertionError("No snapshot of " + host);
  }

  @Test
  void acknowledges() throws Exception {
    States before = States.good().alert("debt/a b+c", Severity.WARNING, "Owed.");
    source.show(before.state());
    source.onHandling(
        identity ->
            Optional.of(identity)
                .filter("debt/a b+c"::equals)
                .map(same -> noted(same, Instant.parse("2026-11-23T10:00:00Z")).state()));
    String csrf = String.valueOf(visitor.json("/api/v1/session").get("csrf"));

    HttpResponse<String> done =
        visitor.post("/api/v1/alerts/debt%2Fa%20b+c/ack", "", Api.CSRF_HEADER, csrf);
    HttpResponse<String> none = visitor.post("/api/v1/alerts/x/ack", "", Api.CSRF_HEADER, csrf);

    assertEquals(200, done.statusCode(), done.body());
    assertEquals(List.of("debt/a b+c", "x"), source.acknowledged());
    assertEquals(404, none.statusCode());
    assertTrue(visitor.get("/api/v1/alerts").body().contains("2026-11-23T10:00:00Z"));
  }

  @Test
  void silencesAndEndsThat() throws Exception {
    source.onHandling(
        identity -> Optional.of(States.good().state()).filter(_ -> !identity.equals("x")));
    String csrf = String.valueOf(visitor.json("/api/v1/session").get("csrf"));
    String path = "/api/v1/alerts/debt%2Fa+b/";

    assertEquals(200, handle(path + "silence", "hours=8&reason=moving+house%21", csrf));
    assertEquals(200, handle(path + "silence", "hours=744", csrf));
    assertEquals(200, handle(path + "unsilence", "", csrf));
    assertEquals(404, handle("/api/v1/alerts/x/silence", "hours=1", csrf));
    assertEquals(404, handle("/api/v1/alerts/x/unsilence", "", csrf));
    List<String> done =
        List.of(
            "debt/a+b for PT8H: moving house!",
            "debt/a+b for PT744H: from the dashboard",
            "no more debt/a+b",
            "x for PT1H: from the dashboard",
            "no more x");
    assertEquals(done, source.silences());
    for (String wrong :
        List.of(
            "",
            "hours=",
            "hours=0",
            "hours=745",
            "hours=soon",
            "hours=1&reason=" + "x".repeat(201))) {
      assertEquals(400, handle(path + "silence", wrong, csrf), wrong);
    }
    assertEquals(done, source.silences());
  }

  private int handle(String path, String form, String csrf) throws Exception {
    return visitor.post(path, form, Api.CSRF_HEADER, csrf).statusCode();
  }

  private static States noted(String identity, Instant when) {
    return States.good().alert(identity, Severity.WARNING, "Owed.", Optional.of(when));
  }

  @Test
  void saysWhichAddressIsTaken() {
    DashboardSettings same =
        DashboardSettings.on(Dashboards.LOOPBACK, dashboard.address().getPort(), Optional.empty());
    IOException e =
        assertThrows(IOException.class, () -> Dashboard.start(same, source, Optional.empty()));
    assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1, port"), e.getMessage());
  }

  @Test
  void givesItsAddressBack() throws Exception {
    int port = dashboard.address().getPort();
    dashboard.close();
    dashboard.close();
    DashboardSettings same = DashboardSettings.on(Dashboards.LOOPBACK, port, Optional.empty());
    try (Dashboard next = Dashboard.start(same, source, Optional.empty());
        Visitor other = new Visitor(next)) {
      assertEquals("ok\n", other.get("/healthz").body());
      assertEquals(404, other.get("/metrics").statusCode());
    }
  }

  @Test
  void needsATokenWhereOthersCanReachIt() {
    InetAddress everywhere = InetAddress.ofLiteral("0.0.0.0");
    assertThrows(
        IllegalArgumentException.class,
        () -> DashboardSettings.on(everywhere, 0, Optional.empty()));
    for (String weak : List.of("short", "with blanks in between", "with\u00e9accent-in-it-")) {
      Optional<Secret> token = Optional.of(Secret.ofUtf8(weak.toCharArray()));
      assertThrows(
          IllegalArgumentException.class, () -> DashboardSettings.on(everywhere, 0, token));
    }
    DashboardSettings good =
        DashboardSettings.on(
            everywhere, 0, Optional.of(Secret.ofUtf8(Dashboards.TOKEN.toCharArray())));
    assertFalse(good.toString().contains(Dashboards.TOKEN));
  }
}
