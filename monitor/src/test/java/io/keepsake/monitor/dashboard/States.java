package io.keepsake.monitor.dashboard;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Role;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.dashboard.RunningJob.Progress;
import io.keepsake.monitor.dashboard.ScheduleCard.LastRun;
import io.keepsake.monitor.dashboard.ScheduleCard.Outcome;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.HealthSummary;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** States to show, as of now. */
public final class States {

  private static final CopyPolicy THREE = new CopyPolicy(3, 2, 2);

  private final Instant now = Instant.now();
  private final List<ProviderCard> providers = new ArrayList<>();
  private final List<SnapshotCard> snapshots = new ArrayList<>();
  private final List<Debt> debts = new ArrayList<>();
  private final List<AlertCard> alerts = new ArrayList<>();
  private final List<RunningJob> jobs = new ArrayList<>();
  private final List<ScheduleCard> schedules = new ArrayList<>();

  private States() {}

  /** Nothing at all. */
  public static States empty() {
    return new States();
  }

  /** Four good providers, many snapshots with all copies, a backup that runs. */
  public static States good() {
    return new States()
        .provider("aws", HealthStatus.HEALTHY, "s3://weddings/keepsake", "eu-west-1")
        .provider("gcp", HealthStatus.HEALTHY, "gs://weddings/keepsake", "europe-west4")
        .provider("azure", HealthStatus.HEALTHY, "azblob://account/weddings", "northeurope")
        .provider("nas", HealthStatus.HEALTHY, "sftp://nas/volume1/keepsake", "home")
        .snapshots(412, 3)
        .job("backup-1", "photos", "storing", Progress.of(3_600_000_000L, 9_900_000_000L))
        .schedule("photos", "backup", "daily at 02:30", Outcome.SUCCEEDED, "")
        .schedule("drill", "drill", "every Sunday at 06:00", Outcome.SUCCEEDED, "");
  }

  /** Everything that can be wrong at once. */
  public static States bad() {
    return new States()
        .provider("aws", HealthStatus.OFFLINE, "s3://weddings/keepsake", "eu-west-1")
        .provider("gcp", HealthStatus.UNHEALTHY, "gs://weddings/keepsake", "europe-west4")
        .provider("azure", HealthStatus.DEGRADED, "azblob://account/weddings", "northeurope")
        .provider("nas", HealthStatus.HEALTHY, "sftp://nas/volume1/keepsake", "home")
        .snapshots(2, 1)
        .snapshots(9, 2)
        .snapshots(120, 3)
        .debt("aws", 412, 12L << 30)
        .debt("gcp", 3, 96L << 20)
        .alert("provider-offline/aws", Severity.CRITICAL, "aws has not answered for 3 hours.")
        .alert("debt/aws", Severity.WARNING, "aws is owed 12 GiB since yesterday.")
        .alert("slow/azure", Severity.RESOLVED, "azure was slow, and is as fast as usual again.")
        .job("repair-1", "repair", "comparing listings", Progress.of(700_000_000L))
        .schedule("photos", "backup", "daily at 02:30", Outcome.DEGRADED, "only 2 of 3 copies")
        .schedule(
            "contracts", "backup", "hourly", Outcome.FAILED, "/srv/contracts could not be read")
        .schedule("drill", "drill", "every Sunday at 06:00", Outcome.MISSED, "");
  }

  /** Alerts with which people have dealt, an old debt of unknown age, a schedule that never ran. */
  public static States acknowledged() {
    States states = good().alert("a/x", Severity.WARNING, "A.", Optional.of(Instant.now()));
    AlertCard first = states.alerts.getFirst();
    states.alerts.set(
        0, new AlertCard(first.alert(), first.acknowledged(), Optional.of(Instant.now())));
    states.debts.add(new Debt("nas", 3, 0, Optional.empty()));
    states.schedules.add(
        new ScheduleCard("never", "prune", "monthly", Optional.empty(), Optional.empty()));
    return states;
  }

  public States provider(String id, HealthStatus status, String location, String region) {
    boolean offline = status == HealthStatus.OFFLINE;
    boolean healthy = status == HealthStatus.HEALTHY;
    long slow = 40L + 60L * id.length();
    ResponseTime time =
        new ResponseTime(
            Duration.ofMillis(slow), Duration.ofMillis(slow * 3), Duration.ofMillis(slow * 2));
    providers.add(
        new ProviderCard(
            new ProviderHealthMetrics(
                id,
                status,
                offline ? Optional.empty() : Optional.of(time),
                healthy ? 100 : 81.25,
                healthy ? 0.001 : 0.3,
                healthy ? 97 : 41,
                Optional.of(now.minusSeconds(20)),
                Optional.of(now.minusSeconds(offline ? 11_000 : 20)),
                healthy ? Optional.empty() : Optional.of("Connection to " + id + " timed out"),
                Optional.of(new StoreUsage(OptionalLong.of(1L << 40), OptionalLong.of(3L << 39)))),
            id.equals("azure") ? Role.STANDBY : Role.ACTIVE,
            Optional.of(region),
            location,
            samples(slow, status),
            history(status)));
    return this;
  }

  private List<Sample> samples(long slow, HealthStatus status) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean missed =
          status == HealthStatus.OFFLINE ? i > 20 : status != HealthStatus.HEALTHY && i % 9 == 5;
      Duration time = Duration.ofMillis(slow + (i * 37 % 17) * slow / 24);
      samples.add(
          new Sample(
              now.minusSeconds(60L * (60 - i)), missed ? Optional.empty() : Optional.of(time)));
    }
    return samples;
  }

  private List<StatusBucket> history(HealthStatus status) {
    List<StatusBucket> history = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      HealthStatus worst =
          i % 13 < 40 - i || status == HealthStatus.HEALTHY ? HealthStatus.HEALTHY : status;
      Instant from = now.minusSeconds(1_800L * (48 - i));
      history.add(
          new StatusBucket(
              from, from.plusSeconds(1_800), i < 3 ? Optional.empty() : Optional.of(worst)));
    }
    return history;
  }

  /** Snapshots older than all so far, with so many copies each. */
  public States snapshots(int number, int copies) {
    for (int i = 0; i < number; i++) {
      int age = snapshots.size();
      snapshot(
          age,
          "studio",
          List.of("/srv/photos", "/srv/contracts"),
          Map.of("season", "2026"),
          copies);
    }
    return this;
  }

  public States snapshot(
      int age, String host, List<String> paths, Map<String, String> labels, int copies) {
    List<String> ids = List.of("aws", "gcp", "nas").subList(0, copies);
    snapshots.add(
        new SnapshotCard(
            HexFormat.of().toHexDigits(age * 0x9E3779B97F4A7C15L).repeat(4),
            now.minusSeconds(10_000 + 86_400L * age),
            host,
            paths,
            labels,
            ids,
            new Verdict(THREE, copies, Math.min(copies, 2))));
    return this;
  }

  public States debt(String provider, long objects, long bytes) {
    debts.add(new Debt(provider, objects, bytes, Optional.of(now.minusSeconds(90_000))));
    return this;
  }

  public States alert(String identity, Severity severity, String summary) {
    return alert(identity, severity, summary, Optional.empty());
  }

  public States alert(
      String identity, Severity severity, String summary, Optional<Instant> acknowledged) {
    Optional<Instant> ended =
        severity == Severity.RESOLVED ? Optional.of(now.minusSeconds(500)) : Optional.empty();
    String subject = identity.substring(identity.indexOf('/') + 1);
    Map<String, String> facts = Map.of("attempts", "31");
    Instant since = now.minusSeconds(11_000);
    alerts.add(
        new AlertCard(
            new Alert(identity, "rule", subject, severity, summary, facts, since, ended),
            acknowledged,
            Optional.empty()));
    return this;
  }

  /** A warning of which nobody wants to be told until a time. */
  public States silenced(String identity, String summary, Instant until) {
    alert(identity, Severity.WARNING, summary);
    AlertCard last = alerts.removeLast();
    alerts.add(new AlertCard(last.alert(), last.acknowledged(), Optional.of(until)));
    return this;
  }

  public States job(String id, String name, String phase, Progress bytes) {
    jobs.add(
        new RunningJob(id, name, phase, bytes, Progress.of(1_204, 3_310), now.minusSeconds(185)));
    return this;
  }

  public States schedule(String name, String task, String plan, Outcome outcome, String message) {
    LastRun last = new LastRun(outcome, now.minusSeconds(30_000), Duration.ofSeconds(412), message);
    schedules.add(
        new ScheduleCard(
            name, task, plan, Optional.of(now.plusSeconds(20_000)), Optional.of(last)));
    return this;
  }

  public DashboardState state() {
    return state(now);
  }

  public DashboardState state(Instant time) {
    int healthy = with(HealthStatus.HEALTHY);
    int offline = with(HealthStatus.OFFLINE);
    int active = (int) alerts.stream().filter(AlertCard::active).count();
    HealthSummary summary =
        new HealthSummary(
            providers.size(),
            healthy,
            providers.size() - healthy - offline,
            offline,
            offline == providers.size() ? Optional.empty() : Optional.of(Duration.ofMillis(84)),
            providers.isEmpty() ? 100 : 40 + 57 * healthy / providers.size(),
            active,
            time);
    return new DashboardState(
        time,
        "0.1.0",
        "7f3c9a10e5d24b88",
        summary,
        providers,
        snapshots,
        debts,
        alerts,
        jobs,
        schedules);
  }

  private int with(HealthStatus status) {
    return (int) providers.stream().filter(card -> card.health().status() == status).count();
  }
}
