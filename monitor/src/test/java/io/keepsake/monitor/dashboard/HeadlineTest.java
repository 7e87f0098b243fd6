package io.keepsake.monitor.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.dashboard.Headline.Level;
import io.keepsake.monitor.health.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first line. */
final class HeadlineTest {

  @Test
  void saysThatAllIsSafe() {
    check(
        States.good(),
        Level.SAFE,
        "All 412 snapshots have their 3 copies in 2 regions.",
        List.of());
    check(
        States.empty().snapshots(1, 3),
        Level.SAFE,
        "The only snapshot has its 3 copies in 2 regions.",
        List.of());
  }

  @Test
  void saysThatThereIsNoBackup() {
    check(
        States.empty(),
        Level.EMPTY,
        "Nothing is backed up yet.",
        List.of("'keepsake backup' makes the first snapshot."));
  }

  @Test
  void saysWhoIsOwedWhat() {
    check(
        States.good().debt("nas", 400, 12L << 30),
        Level.ATTENTION,
        "nas is owed 12 GiB.",
        List.of("All 412 snapshots have their 3 copies in 2 regions."));
    check(
        States.good().debt("nas", 1, 0).debt("aws", 1, 0),
        Level.ATTENTION,
        "nas and aws are owed 2 objects.",
        List.of("All 412 snapshots have their 3 copies in 2 regions."));
  }

  @Test
  void saysThatCopiesAreMissing() {
    check(
        States.empty().snapshots(2, 2).snapshots(1, 3),
        Level.ATTENTION,
        "1 of 3 snapshots have their 3 copies in 2 regions.",
        List.of());
    check(
        States.empty().snapshots(2, 2),
        Level.ATTENTION,
        "None of the 2 snapshots has its 3 copies in 2 regions yet.",
        List.of());
  }

  @Test
  void saysThatDataIsAtRisk() {
    check(
        States.empty().snapshots(1, 1).snapshots(3, 3),
        Level.DANGER,
        "1 of 4 snapshots has fewer than the 2 copies it needs at the least.",
        List.of());
    check(
        States.bad(),
        Level.DANGER,
        "2 of 131 snapshots have fewer than the 2 copies they need at the least.",
        List.of(
            "aws and gcp are owed 12 GiB.",
            "aws does not answer.",
            "gcp fails too often.",
            "azure is slow or fails now and then.",
            "2 alerts go on, 1 critical."));
    check(
        States.empty().provider("aws", HealthStatus.OFFLINE, "s3://b", "x").snapshots(1, 3),
        Level.DANGER,
        "No provider answers, so nothing can be backed up or restored now.",
        List.of());
  }

  @Test
  void callsForALookOnlyWhileNobodyHasLooked() {
    States open = States.good().alert("quota/nas", Severity.WARNING, "nas is nearly full.");
    States noted =
        States.good()
            .alert("quota/nas", Severity.WARNING, "nas is full.", Optional.of(Instant.now()));
    States over = States.good().alert("quota/nas", Severity.RESOLVED, "nas has room again.");

    assertEquals(Level.ATTENTION, Headline.of(open.state()).level());
    assertEquals(Level.SAFE, Headline.of(noted.state()).level());
    assertEquals(List.of("1 alert goes on."), Headline.of(noted.state()).details());
    assertEquals(Level.SAFE, Headline.of(over.state()).level());
    assertEquals(List.of(), Headline.of(over.state()).details());
  }

  private static void check(States states, Level level, String sentence, List<String> details) {
    assertEquals(new Headline(level, sentence, details), Headline.of(states.state()));
  }
}
