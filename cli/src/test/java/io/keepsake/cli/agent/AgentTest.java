package io.keepsake.cli.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.config.AgentPlan;
import io.keepsake.cli.config.DashboardPlace;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.retention.KeepRule;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPolicy;
import io.keepsake.core.retention.Selection;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.DataKeys;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import io.keepsake.monitor.schedule.JobVerb;
import io.keepsake.monitor.schedule.ScheduledJob;
import io.keepsake.monitor.schedule.timing.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent of a vault in three directories. */
final class AgentTest {

  private static final DashboardPlace ANY_PORT =
      new DashboardPlace("127.0.0.1", 0, Optional.empty(), Set.of());

  @TempDir private Path directory;
  private AgentSetup setup;
  private VaultPicture picture;
  private final LastChecks checks = new LastChecks();

  @BeforeEach
  void create() throws Exception {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    VaultKey key = new VaultKey.KeyFile(Secret.copyOf(bytes));
    VaultSettings vault =
        VaultSettings.of(Stream.of("one", "two", "three").map(this::store).toList())
            .withState(directory.resolve("state"));
    Plugins plugins = Plugins.installed();
    Vault.create(vault, key, plugins, VaultListener.NONE).close();
    setup =
        new AgentSetup(
            vault,
            new AgentPlan(
                AgentPlan.USUAL.profile(),
                AgentPlan.USUAL.alerts(),
                List.of(),
                Optional.of(ANY_PORT),
                List.of(LAST_ONE)),
            key,
            plugins,
            directory.resolve("agent"),
            directory,
            "keepsake.yaml",
            "host",
            "1.0");
    picture = new VaultPicture(setup, vault);
    Files.createDirectories(directory.resolve("photos"));
    Files.writeString(directory.resolve("photos/a.txt"), "a picture");
  }

  private static final RetentionChoice LAST_ONE =
      new RetentionChoice(
          Selection.ALL,
          RetentionChoice.USUAL_GROUPING,
          new RetentionPolicy(List.of(new KeepRule.Last(1)), ZoneOffset.UTC));

  private StoreSettings store(String id) {
    return new StoreSettings(id, directory.resolve(id).toUri(), Map.of());
  }

  private JobResult run(JobAction action) throws Exception {
    ScheduledJob job =
        ScheduledJob.of("job", "vault", action, Timing.parse("hourly"), ZoneOffset.UTC);
    return new VaultJobs(setup, setup.vault(), picture, checks).run(job, _ -> {});
  }

  private JobAction backup() {
    return JobAction.backup(List.of(directory.resolve("photos").toString())).with("label", "a=b");
  }

  @Test
  void showsTheVaultAndIsTheOnlyOne() throws Exception {
    run(backup());
    try (Agent agent = Agent.start(setup)) {
      URI providers = agent.dashboard().orElseThrow().resolve("api/v1/providers");
      String answer;
      try (InputStream in = providers.toURL().openStream()) {
        answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      for (String id : List.of("one", "two", "three")) {
        assertTrue(answer.contains("\"" + id + "\""), answer);
      }
      assertThrows(IOException.class, () -> Agent.start(setup));
    }
    Agent.start(setup).close();
  }

  @Test
  void knowsHowOldTheKeysAre() {
    Instant before = Instant.now().minusSeconds(600);
    picture.look();
    DataKeys keys = picture.keys().orElseThrow();
    assertEquals(1, keys.epoch());
    assertTrue(keys.since().orElseThrow().isAfter(before));
  }

  @Test
  void jobsDoWhatTheyAreAbout() throws Exception {
    JobResult backup = run(backup());
    assertEquals(JobOutcome.SUCCESS, backup.outcome(), backup::message);
    assertEquals(3L, backup.figures().get("copies"));
    assertEquals(
        Map.of("a", "b"),
        picture.status().orElseThrow().snapshots().getFirst().snapshot().labels());
    JobResult verify = run(JobAction.of(JobVerb.VERIFY).with("data"));
    assertEquals(JobOutcome.SUCCESS, verify.outcome(), verify::message);
    JobResult drill = run(JobAction.of(JobVerb.DRILL));
    assertEquals(JobOutcome.SUCCESS, drill.outcome(), drill::message);
    assertEquals(3L, drill.figures().get("passed"));
    assertEquals(7, checks.facts().size()); // three providers, the vault, three drills
  }

  @Test
  void debtsArePaidWhereThereAreSome() throws Exception {
    run(backup());
    JobAction pay = Upkeep.job().action();
    assertTrue(run(pay).message().startsWith("nothing is owed"));
    Path pack;
    try (Stream<Path> files = Files.walk(directory.resolve("two/packs"))) {
      pack = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.delete(pack);
    JobResult verify = run(JobAction.of(JobVerb.VERIFY));
    assertEquals(JobOutcome.FAILURE, verify.outcome());
    assertTrue(
        checks.facts().stream()
            .anyMatch(
                fact ->
                    fact instanceof Observation.Verified(String subject, _, long findings, _)
                        && subject.equals("two")
                        && findings == 1),
        () -> checks.facts().toString());
    JobResult paid = run(pay);
    assertEquals(JobOutcome.SUCCESS, paid.outcome(), paid::message);
    assertEquals(1L, paid.figures().get("repaired"));
    assertTrue(Files.exists(pack));
  }

  @Test
  void forgetsByThePolicyAndEndsIt() throws Exception {
    run(backup());
    run(backup());
    Path away = Files.move(directory.resolve("two"), directory.resolve("away"));
    JobResult forget = run(JobAction.of(JobVerb.FORGET));
    assertEquals(JobOutcome.DEGRADED, forget.outcome(), forget::message);
    assertTrue(forget.message().startsWith("1 snapshot forgotten; still at two"), forget::message);
    Files.move(away, directory.resolve("two"));
    assertEquals(2, snapshotsAt("two"));
    JobResult paid = run(Upkeep.job().action());
    assertEquals(JobOutcome.SUCCESS, paid.outcome(), paid::message);
    for (String id : List.of("one", "two", "three")) {
      assertEquals(1, snapshotsAt(id), id);
    }
    assertEquals(1, picture.status().orElseThrow().snapshots().size());
  }

  @Test
  void prunesWhatIsForgottenAndSaysWhoStillHasIt() throws Exception {
    run(backup());
    Files.writeString(directory.resolve("photos/a.txt"), "another picture");
    run(backup());
    run(JobAction.of(JobVerb.FORGET));
    Path away = Files.move(directory.resolve("two"), directory.resolve("away"));
    JobAction prune = JobAction.of(JobVerb.PRUNE).with("fence-after", "PT168H");
    JobResult without = run(prune);
    assertEquals(JobOutcome.DEGRADED, without.outcome(), without::message);
    assertTrue(
        without.message().matches("[12] packs? deleted; still at two: .*"), without::message);
    Files.move(away, directory.resolve("two"));
    JobResult all = run(prune);
    assertEquals(JobOutcome.SUCCESS, all.outcome(), all::message);
    assertEquals(
        Map.of("packs", 0L, "repacked", 0L, "index-objects", 0L, "waiting", 0L, "fenced", 0L),
        all.figures());
    JobResult verify = run(JobAction.of(JobVerb.VERIFY).with("data"));
    assertEquals(JobOutcome.SUCCESS, verify.outcome(), verify::message);
  }

  private long snapshotsAt(String id) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(id).resolve("snapshots"))) {
      return files.count();
    }
  }

  @Test
  void aFailureIsASentence() throws Exception {
    JobResult result = run(JobAction.backup(List.of(directory.resolve("nowhere").toString())));
    assertEquals(JobOutcome.FAILURE, result.outcome());
    assertTrue(result.message().contains("nowhere"), result.message());
  }
}
