package io.keepsake.monitor.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.health.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a state promises. */
final class DashboardStateTest {

  @Test
  void cutsSecretsFromLocations() {
    assertEquals("sftp://me@nas/volume1", location("sftp://me:hunter2@nas/volume1"));
    assertEquals("sftp://me@nas", location("sftp://me:hun:ter2@nas"));
    assertEquals("azblob://account/c", location("azblob://account/c?sv=2026&sig=abc"));
    assertEquals("ftp://me@nas:2121/x", location("ftp://me@nas:2121/x"));
    assertEquals("/mnt/disk/a:b@c", location("/mnt/disk/a:b@c"));
  }

  private static String location(String url) {
    return States.empty()
        .provider("x", HealthStatus.HEALTHY, url, "home")
        .state()
        .providers()
        .getFirst()
        .location();
  }

  @Test
  void hasTheNewestAndTheWorstFirst() {
    DashboardState state =
        States.empty()
            .snapshot(5, "old", List.of(), Map.of(), 3)
            .snapshot(1, "new", List.of(), Map.of(), 3)
            .alert("a/over", Severity.RESOLVED, "Over.")
            .alert("b/warn", Severity.WARNING, "Look.")
            .alert("c/bad", Severity.CRITICAL, "Run.")
            .state();

    assertEquals(
        List.of("new", "old"), state.snapshots().stream().map(SnapshotCard::host).toList());
    assertEquals(
        List.of("c/bad", "b/warn", "a/over"),
        state.alerts().stream().map(card -> card.alert().identity()).toList());
  }

  @Test
  void hasNothingTwice() {
    refuse(States.empty().debt("nas", 1, 1).debt("nas", 2, 2));
    refuse(
        States.empty()
            .snapshot(1, "a", List.of(), Map.of(), 1)
            .snapshot(1, "b", List.of(), Map.of(), 1));
    refuse(
        States.empty()
            .job("1", "a", "", RunningJob.Progress.of(0))
            .job("1", "b", "", RunningJob.Progress.of(0)));
  }

  private static void refuse(States states) {
    assertThrows(IllegalArgumentException.class, states::state);
  }

  @Test
  void refusesWhatCannotBe() {
    Instant now = Instant.now();
    assertThrows(IllegalArgumentException.class, () -> new Debt("nas", 0, 0, Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> RunningJob.Progress.of(-1));
    assertThrows(
        IllegalArgumentException.class, () -> new StatusBucket(now, now, Optional.empty()));
  }
}
