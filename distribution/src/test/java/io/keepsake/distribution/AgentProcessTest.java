package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpReceiver;
import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a user runs it, with three directories, a webhook and a dashboard. */
final class AgentProcessTest {

  private static final Map<String, String> KEY = Map.of("KEEPSAKE_PASSPHRASE", "with this ring");

  private static final String HEALTHY = "\"status\":\"healthy\"";

  @TempDir private Path directory;
  private Unpacked unpacked;
  private int port;

  @BeforeEach
  void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
    port = ServerPorts.free();
  }

  @Test
  void tellsOfADirectoryThatIsAwayAndOfItsReturn() throws Exception {
    try (HttpReceiver pager = HttpReceiver.start()) {
      Path vault = vault(pager.port());
      Outcome init = unpacked.run(unpacked.launcher(), KEY, "init", "--vault", vault.toString());
      assertEquals(0, init.code(), init.err());
      try (RunningAgent agent = RunningAgent.start(unpacked, KEY, vault, port)) {
        agent.await("all are probed", () -> count(agent, "\"lastProbe\":") == 3);
        assertEquals(3, count(agent, HEALTHY));
        Files.move(directory.resolve("two"), directory.resolve("away"));
        agent.await("the alert", () -> hasAlert(pager.received(), "critical"));
        agent.await(
            "the dashboard shows it",
            () -> agent.answer("/api/v1/alerts").contains("provider-unhealthy/two"));
        Files.move(directory.resolve("away"), directory.resolve("two"));
        agent.await("the end", () -> hasAlert(pager.received(), "resolved"));
        assertEquals(0, agent.terminate(), agent.said());
        assertFalse(agent.said().contains("\tat "), agent.said());
        assertTrue(agent.said().contains("what it knows is kept"), agent.said());
      }
      assertNoOther(pager.received());
    }
  }

  private Path vault(int pager) throws IOException {
    for (String id : List.of("one", "two", "three")) {
      Files.createDirectories(directory.resolve(id));
    }
    return Files.writeString(
        directory.resolve("vault.yaml"),
        """
        vault: { copies: 3, minimum: 2, allow-plain-secrets: true }
        providers:
          - { id: one, url: ./one }
          - { id: two, url: ./two }
          - { id: three, url: ./three }
        monitoring: { profile: development, probe-interval: 5s }
        alerts:
          grouping: { window: 1s }
          limits: { provider.failures: 1, provider.successes: 1 }
          sinks:
            - { id: pager, type: webhook, url: "http://127.0.0.1:%d/hook", min-severity: critical }
        dashboard: { listen: "127.0.0.1:%d" }
        """
            .formatted(pager, port));
  }

  private static int count(RunningAgent agent, String member) throws IOException {
    return agent.answer("/api/v1/providers").split(member, -1).length - 1;
  }

  private static boolean hasAlert(List<HttpNotice> notices, String severity) {
    return notices.stream()
        .anyMatch(
            notice ->
                notice.body().contains("\"identity\":\"provider-unhealthy/two\"")
                    && notice.body().contains("\"severity\":\"" + severity + "\""));
  }

  /** The others were well, and warnings are not for this sink. */
  private static void assertNoOther(List<HttpNotice> notices) {
    for (HttpNotice notice : notices) {
      assertFalse(notice.body().contains("\"severity\":\"warning\""), notice.body());
      assertTrue(notice.body().contains("/two\""), notice.body());
    }
  }
}
