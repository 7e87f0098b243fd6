package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.monitor.dashboard.States;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors who take connections and give nothing. The module's POM sets the limits. */
final class SlowVisitorTest {

  private final StandingSource source = new StandingSource(large());
  private Dashboard dashboard;

  @BeforeEach
  void open() throws IOException {
    dashboard = Dashboards.open(source);
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  /** More than the buffers of a connection hold. */
  private static DashboardState large() {
    States states = States.empty();
    for (int i = 0; i < 1_000; i++) {
      states.snapshot(i, "h".repeat(10_000), List.of("/srv"), Map.of(), 1);
    }
    return states.state();
  }

  @Test
  void hangsUpOnWhoeverDoesNotFinishTheRequest() throws Exception {
    try (RawVisit silent = new RawVisit(dashboard);
        RawVisit slow = new RawVisit(dashboard)) {
      slow.send("GET / HTTP/1.1\r\nHost: loc");
      assertEquals(0, slow.awaitHangUp());
      assertEquals(0, silent.awaitHangUp());
    }
  }

  @Test
  void hangsUpOnWhoeverDoesNotReadTheAnswer() throws Exception {
    try (RawVisit slow = new RawVisit(dashboard)) {
      slow.send("GET /api/v1/snapshots?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      awaitLimit();
      assertTrue(slow.awaitHangUp() < 10_000_000);
    }
  }

  /** Waits as long as an answer may take: by one that is still waited for then. */
  private void awaitLimit() throws Exception {
    try (Visitor visitor = new Visitor(dashboard);
        RawVisit waiting = new RawVisit(dashboard)) {
      Object revision = visitor.json("/api/v1/events?wait=0").get("revision");
      waiting.send("GET /api/v1/events?wait=25&after=" + revision + " HTTP/1.1\r\n");
      waiting.send("Host: localhost\r\n\r\n");
      assertEquals(0, waiting.awaitHangUp());
    }
  }

  @Test
  void takesOnlySoManyAtOnce() throws Exception {
    List<RawVisit> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 80; i++) {
        crowd.add(new RawVisit(dashboard));
      }
      // Those above the limit are hung up on at once, those below once they have said nothing.
      for (RawVisit one : crowd) {
        one.awaitHangUp();
      }
    } finally {
      for (RawVisit one : crowd) {
        one.close();
      }
    }
    try (Visitor later = new Visitor(dashboard)) {
      assertEquals("ok\n", later.get("/healthz").body());
    }
  }
}
