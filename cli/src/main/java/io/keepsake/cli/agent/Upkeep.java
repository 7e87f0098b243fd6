package io.keepsake.cli.agent;

import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobVerb;
import io.keepsake.monitor.schedule.ScheduledJob;
import io.keepsake.monitor.schedule.Scheduler;
import io.keepsake.monitor.schedule.timing.Timing;
import io.keepsake.monitor.schedule.timing.TimingException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** Pays debts: every quarter of an hour, and as soon as a provider that was away answers again. */
final class Upkeep implements AutoCloseable {

  /** The job that pays debts; no schedule of a user's has this name. */
  static final String NAME = "pay-debts";

  private static final String EVERY = "every 15 minutes";
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final HealthMonitor health;
  private final Scheduler scheduler;
  private final VaultPicture picture;
  private final Thread thread;

  private Upkeep(HealthMonitor health, Scheduler scheduler, VaultPicture picture) {
    this.health = health;
    this.scheduler = scheduler;
    this.picture = picture;
    this.thread = Thread.ofVirtual().name("upkeep").unstarted(this::run);
  }

  static Upkeep start(HealthMonitor health, Scheduler scheduler, VaultPicture picture) {
    Upkeep upkeep = new Upkeep(health, scheduler, picture);
    upkeep.thread.start();
    return upkeep;
  }

  /** The job that pays debts. */
  static ScheduledJob job() {
    try {
      return ScheduledJob.of(
          NAME,
          "vault",
          JobAction.of(JobVerb.REPAIR).with(RepairRun.IF_OWED),
          Timing.parse(EVERY),
          ZoneOffset.UTC);
    } catch (TimingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run() {
    try {
      picture.look();
      Set<String> away = new HashSet<>();
      while (true) {
        for (ProviderHealthMetrics each : health.metrics()) {
          if (each.status().compareTo(HealthStatus.UNHEALTHY) >= 0) {
            away.add(each.providerId());
          } else if (away.remove(each.providerId())) {
            scheduler.runNow(NAME);
          }
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
