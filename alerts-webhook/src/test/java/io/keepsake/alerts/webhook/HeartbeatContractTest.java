package io.keepsake.alerts.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Heartbeat.Beat;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpSinkContract;
import io.keepsake.testkit.alert.Notices;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract, where each notification is told as a run that failed. */
final class HeartbeatContractTest extends HttpSinkContract {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String RUN = "0b5a6a3e-95b5-4d0f-9d2e-2b4c3ed5c9f1";

  HeartbeatContractTest() throws Exception {}

  @Override
  protected AlertSinkProvider provider() {
    return new WebhookSinkProvider();
  }

  @Override
  protected String type() {
    return "heartbeat";
  }

  @Override
  protected Delivery send(AlertSink sink, Notification notification, Duration deadline)
      throws InterruptedException {
    String message = notification.alerts().getFirst().summary();
    return sink.beat(
        new Heartbeat("nightly", notification.id(), Beat.FAILURE, message, notification.time()),
        deadline);
  }

  @Override
  protected List<String> received() {
    return receiver().received().stream()
        .map(notice -> notice.target().getQuery().replaceFirst(".*rid=", ""))
        .toList();
  }

  @Override
  protected void check(Notification notification) {
    HttpNotice notice = receiver().received().getLast();
    assertEquals("POST", notice.method());
    assertTrue(notice.target().getPath().endsWith("/fail"), notice.target().toString());
    String summary = notification.alerts().getFirst().summary();
    assertEquals(summary.substring(0, 5), notice.body().substring(0, 5));
    assertFalse(notice.body().matches("(?s).*[\\x00-\\x09\\x0b-\\x1f].*"), notice.body());
  }

  private String told(AlertSink sink, String job, String run, Beat beat) throws Exception {
    int before = receiver().received().size();
    Heartbeat heartbeat = new Heartbeat(job, run, beat, "words", Instant.EPOCH);
    assertEquals(new Delivery.Accepted(), sink.beat(heartbeat, AMPLE));
    List<HttpNotice> all = receiver().received();
    return all.size() == before ? "nothing" : text(all.getLast());
  }

  private static String text(HttpNotice notice) {
    return "%s %s %s".formatted(notice.method(), notice.target(), notice.body()).strip();
  }

  private AlertSink sink(String url, Map<String, String> more) throws Exception {
    Map<String, String> options = new HashMap<>(more);
    options.put("url", "http://127.0.0.1:" + receiver().port() + url);
    return openSink(new SinkSettings("watcher", "heartbeat", options));
  }

  @Test
  void eachBeatHasItsAddress() throws Exception {
    AlertSink sink = sink("/ping/abc", Map.of());
    assertEquals("POST /ping/abc/start words", told(sink, "nightly", "1", Beat.START));
    assertEquals("POST /ping/abc words", told(sink, "nightly", "1", Beat.SUCCESS));
    assertEquals("POST /ping/abc/fail words", told(sink, "nightly", "1", Beat.FAILURE));
  }

  @Test
  void aRunThatHasAUuidIsTold() throws Exception {
    AlertSink sink = sink("/ping/abc/", Map.of());
    assertEquals(
        "POST /ping/abc/start?rid=" + RUN + " words", told(sink, "nightly", RUN, Beat.START));
    AlertSink withQuery = sink("/ping?key=abc", Map.of());
    assertEquals(
        "POST /ping/fail?key=abc&rid=" + RUN + " words",
        told(withQuery, "nightly", RUN, Beat.FAILURE));
    assertEquals("POST /ping?key=abc words", told(withQuery, "nightly", "1", Beat.SUCCESS));
  }

  @Test
  void aGetHasNoBody() throws Exception {
    AlertSink sink = sink("/ping/abc", Map.of("method", "get"));
    assertEquals("GET /ping/abc/start", told(sink, "nightly", "1", Beat.START));
  }

  @Test
  void otherJobsAreNotTold() throws Exception {
    AlertSink sink = sink("/ping/abc", Map.of("jobs", "nightly, weekly"));
    assertEquals("nothing", told(sink, "hourly", "1", Beat.START));
    assertEquals("POST /ping/abc/start words", told(sink, "weekly", "1", Beat.START));
  }

  @Test
  void noticesAreNotForIt() throws Exception {
    assertEquals(new Delivery.Accepted(), openSink().deliver(Notices.one(), AMPLE));
    assertEquals(List.of(), receiver().received());
  }
}
