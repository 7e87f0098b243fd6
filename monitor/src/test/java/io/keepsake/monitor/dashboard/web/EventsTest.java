package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.dashboard.RunningJob.Progress;
import io.keepsake.monitor.dashboard.States;
import io.keepsake.testkit.storage.Gate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News as it comes, and a source that says none. */
final class EventsTest {

  private final States states = States.good();
  private final StandingSource source = new StandingSource(states.state());
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
  void tellsOnlyWhatHasChanged() throws Exception {
    Map<String, Object> first = events(0, 0);
    assertEquals(Section.values().length, JsonTree.map(first, "sections").size());

    source.show(states.job("2", "drill", "", Progress.of(1)).state());
    Map<String, Object> next = events(revision(first), 20);

    assertEquals(Set.of("jobs"), JsonTree.map(next, "sections").keySet());
    assertTrue(revision(next) > revision(first));
  }

  @Test
  void tellsTheTimeWhileNothingChanges() throws Exception {
    Map<String, Object> first = events(0, 0);
    Instant later = Instant.now().plusSeconds(100);
    source.show(states.state(later));

    // One second is twenty questions of the source.
    Map<String, Object> next = events(revision(first), 1);
    assertEquals(Map.of(), JsonTree.map(next, "sections"));
    assertEquals(revision(first), revision(next));
    assertEquals(later.toString(), next.get("time"));
  }

  @Test
  void startsAfreshWithVisitorsOfAnEarlierRun() throws Exception {
    Map<String, Object> now = events(Long.MAX_VALUE, 0);
    assertEquals(Section.values().length, JsonTree.map(now, "sections").size());
  }

  @Test
  void asksNothingWhileNobodyLooks() throws Exception {
    StandingSource unseen = new StandingSource(states.state());
    try (Dashboard other = Dashboards.open(unseen)) {
      // As long as ten questions of one that is looked at.
      int before = source.asked();
      while (source.asked() < before + 10) {
        visitor.get("/api/v1/status");
      }
      assertTrue(other.address().getPort() > 0);
      assertEquals(0, unseen.asked());
    }
  }

  @Test
  void goesOnShowingTheLastStateOfASourceThatHangs() throws Exception {
    Map<String, Object> before = visitor.json("/api/v1/status");
    Gate gate = new Gate();
    source.hold(gate);
    gate.awaitArrivals(1);

    Map<String, Object> after = visitor.json("/api/v1/status");
    assertEquals(before.get("time"), after.get("time"));
    gate.open();
  }

  @Test
  void goesOnShowingTheLastStateOfASourceThatFails() throws Exception {
    Map<String, Object> before = visitor.json("/api/v1/status");
    source.fail(new IllegalStateException("as told"));
    assertEquals(before.get("time"), visitor.json("/api/v1/status").get("time"));
  }

  @Test
  void saysSoWhereThereHasNeverBeenAState() throws Exception {
    StandingSource silent = new StandingSource(states.state());
    silent.fail(new IllegalStateException("as told"));
    try (Dashboard other = Dashboards.open(silent);
        Visitor stranger = new Visitor(other)) {
      HttpResponse<String> answer = stranger.get("/api/v1/status");
      assertEquals(503, answer.statusCode());
      assertTrue(answer.body().contains("has not told its state yet"), answer.body());
      assertEquals(503, stranger.get("/healthz").statusCode());
    }
  }

  @Test
  void sendsThoseWhoWaitAwayWhenItCloses() throws Exception {
    long revision = revision(events(0, 0));
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> statusOf("/api/v1/events?wait=25&after=" + revision));
    int before = source.asked();
    while (source.asked() < before + 3) {
      Thread.onSpinWait();
    }
    long begin = System.nanoTime();
    dashboard.close();

    int status = waiting.get(20, TimeUnit.SECONDS);
    assertTrue(status == 503 || status == 0, "status " + status);
    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(15));
  }

  /** The status of an answer; 0 if the connection ended before it. */
  private int statusOf(String path) {
    try {
      return visitor.get(path).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> events(long after, int wait) throws Exception {
    return visitor.json("/api/v1/events?after=" + after + "&wait=" + wait);
  }

  private static long revision(Map<String, Object> news) {
    return (Long) news.getOrDefault("revision", -1L);
  }
}
