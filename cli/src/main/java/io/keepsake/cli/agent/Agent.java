package io.keepsake.cli.agent;

import io.keepsake.cli.config.DashboardPlace;
import io.keepsake.cli.expiry.Expiries;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.monitor.alert.AlertCenter;
import io.keepsake.monitor.alert.AlertCommands;
import io.keepsake.monitor.alert.AlertRunner;
import io.keepsake.monitor.dashboard.web.Dashboard;
import io.keepsake.monitor.dashboard.web.DashboardSettings;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.health.HealthSettings;
import io.keepsake.monitor.health.HealthSettings.Keeping;
import io.keepsake.monitor.health.WatchedProvider;
import io.keepsake.monitor.schedule.JobView;
import io.keepsake.monitor.schedule.ScheduledJob;
import io.keepsake.monitor.schedule.Scheduler;
import io.keepsake.monitor.schedule.SchedulerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a vault until it is closed: probes its providers, runs what is scheduled, pays debts,
 * tells people what is wrong, and shows it.
 */
public final class Agent implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** Of each job. */
  private static final int RUNS_KEPT = 50;

  /** Jobs have so long to end before the process is ended by force. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** The longest that a server is waited for to show its certificate. */
  private static final Duration TLS_DEADLINE = Duration.ofSeconds(20);

  private final AgentSetup setup;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Optional<URI> dashboard = Optional.empty();

  private Agent(AgentSetup setup) {
    this.setup = setup;
  }

  /**
   * Starts everything.
   *
   * @throws UsageException if a sink or the dashboard cannot be as it is configured
   * @throws IOException if the directory of state cannot be used, because another agent uses it for
   *     example, or the dashboard's port is taken; nothing runs then
   */
  public static Agent start(AgentSetup setup) throws IOException, UsageException {
    Agent agent = new Agent(setup);
    try {
      agent.begin();
      return agent;
    } catch (IOException | UsageException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  /** Where the dashboard is; empty if there is none. */
  public Optional<URI> dashboard() {
    return dashboard;
  }

  private void begin() throws IOException, UsageException {
    SinkSet sinks = opened(SinkSet.open(setup.plan().alerts().sinks(), setup.plugins()));
    AlertCenter center = opened(center());
    HealthMonitor health = opened(HealthMonitor.open(health()));
    VaultSettings watched = setup.vault().withWatch(health.watch());
    VaultPicture picture = new VaultPicture(setup, watched);
    LastChecks checks = new LastChecks();
    VaultJobs runs = new VaultJobs(setup, watched, picture, checks);
    Scheduler scheduler =
        opened(
            Scheduler.open(
                new SchedulerSettings(
                    InstantSource.system(),
                    AgentPlace.jobs(setup.state()),
                    setup.host(),
                    RUNS_KEPT,
                    PATIENCE),
                jobs(),
                runs,
                sinks));
    Expiries expiries =
        opened(new Expiries(setup.vault().stores(), setup.plugins(), TLS_DEADLINE).start());
    AgentFacts facts =
        new AgentFacts(
            health,
            scheduler::jobs,
            picture,
            checks,
            expiries,
            new EpochSightings(AgentPlace.epochs(setup.state())),
            setup.vault().traits());
    AlertRunner runner =
        opened(AlertRunner.start(center, sinks.byId(), facts, AlertRunner.Pace.STANDARD));
    health.start();
    opened(Upkeep.start(health, scheduler, picture));
    scheduler.start();
    if (setup.plan().dashboard().isPresent()) {
      show(setup.plan().dashboard().get(), health, scheduler::jobs, picture, center, runner);
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private AlertCenter center() throws IOException {
    return AlertCenter.open(
        AgentPlace.alerts(setup.state()),
        setup.plan().alerts().settings(setup.origin()),
        InstantSource.system(),
        new SecureRandom());
  }

  private HealthSettings health() {
    return HealthSettings.of(
            WatchedProvider.all(setup.vault(), setup.plugins()), setup.plan().profile())
        .withState(AgentPlace.health(setup.state()), Keeping.SAVED);
  }

  private List<ScheduledJob> jobs() {
    List<ScheduledJob> jobs = new ArrayList<>(setup.plan().jobs());
    jobs.add(Upkeep.job());
    return jobs;
  }

  private void show(
      DashboardPlace place,
      HealthMonitor health,
      Supplier<List<JobView>> jobs,
      VaultPicture picture,
      AlertCenter center,
      AlertRunner runner)
      throws IOException, UsageException {
    AlertCommands commands =
        new AlertCommands(
            AgentPlace.alerts(setup.state()), InstantSource.system(), new SecureRandom());
    AgentBoard board = new AgentBoard(setup, health, jobs, picture, center, commands, runner);
    Optional<Supplier<String>> metrics =
        MetricsPage.of(setup, new AgentMetrics(setup, health, jobs, picture, center));
    Optional<Secret> token = TokenFile.read(place.tokenFile());
    try {
      DashboardSettings settings =
          new DashboardSettings(
              InetAddress.ofLiteral(place.address()),
              place.port(),
              token,
              place.names(),
              Duration.ofSeconds(1));
      Dashboard shown = opened(Dashboard.start(settings, board, metrics));
      dashboard = Optional.of(shown.address());
    } catch (IllegalArgumentException e) {
      throw UsageException.configuration(e.getMessage() + "; see 'dashboard' in the vault file.");
    }
  }

  /** Ends all of it, in the opposite order; jobs that run are interrupted. Idempotent. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} could not be ended: {}", part.getClass().getSimpleName(), e.getMessage());
      }
    }
  }
}
