package io.keepsake.monitor.health;

import io.keepsake.core.watch.KnownHealth;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreWatch;
import io.keepsake.monitor.health.HealthSample.Resolution;
import io.keepsake.monitor.health.HealthSettings.Keeping;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the providers of a vault: probes them, hears of the calls that backups and restores make,
 * and tells how they fare. Safe for many threads.
 *
 * <pre>{@code
 * HealthSettings settings =
 *     HealthSettings.of(WatchedProvider.all(vault, plugins), HealthProfile.PRODUCTION)
 *         .withState(directory, Keeping.SAVED);
 * try (HealthMonitor monitor = HealthMonitor.open(settings)) {
 *   monitor.start();
 *   try (Vault open = Vault.open(vault.withWatch(monitor.watch()), key, plugins, listener)) {
 *     open.backup(request, listener); // is measured, and does not wait for who is offline
 *   }
 *   monitor.metrics().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Memory is bounded: for each provider 4,096 calls, 1,024 probes and 900 samples of history are
 * remembered, about 160 KiB. So are threads: see {@link HealthProfile#probeDeadline}; a provider
 * that hangs keeps no more than a few.
 */
public final class HealthMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** So often is the history written at least; a change of status is at once. */
  private static final Duration SAVE_EVERY = Duration.ofMinutes(5);

  /** Older knowledge than of so many rounds, and a save, is no more used by operations. */
  private static final int FRESH_ROUNDS = 3;

  private final HealthSettings settings;
  private final Map<String, ProviderHealth> health = new LinkedHashMap<>();
  private final Map<String, ProviderProbe> probes = new LinkedHashMap<>();
  private final Optional<HealthFile> file;
  private final ReentrantLock round = new ReentrantLock();
  private final Watching watching = new Watching();
  private Instant saved;
  private Optional<Thread> loop = Optional.empty();
  private boolean closed;

  private HealthMonitor(HealthSettings settings) {
    this.settings = settings;
    this.file = settings.state().map(HealthFile::new);
    this.saved = settings.clock().instant();
    ProbeNames names = new ProbeNames();
    Map<String, SavedHealth> kept = file.map(HealthFile::load).orElse(Map.of());
    for (WatchedProvider provider : settings.providers()) {
      String id = provider.id();
      health.put(id, restored(id, Optional.ofNullable(kept.get(id))));
      probes.put(id, new ProviderProbe(provider, settings.profile(), settings.clock(), names));
    }
  }

  /**
   * Begins to watch, with the history that was kept. Nothing is opened or probed yet. A history
   * that cannot be read is begun anew, which is logged.
   */
  public static HealthMonitor open(HealthSettings settings) {
    return new HealthMonitor(settings);
  }

  private ProviderHealth restored(String id, Optional<SavedHealth> kept) {
    try {
      ProviderHealth old = anew(id);
      kept.ifPresent(old::restore);
      return old;
    } catch (IllegalArgumentException e) {
      file.ifPresent(it -> it.forgotten(e));
      return anew(id);
    }
  }

  private ProviderHealth anew(String id) {
    return new ProviderHealth(id, settings.profile(), settings.clock());
  }

  /**
   * Probes from now on, until this is closed, on a thread of its own. The first round is at once.
   */
  public synchronized void start() {
    if (!closed && loop.isEmpty()) {
      loop = Optional.of(Thread.ofVirtual().name("health").start(this::run));
    }
  }

  private void run() {
    try {
      while (true) {
        long begin = System.nanoTime();
        try {
          probe();
        } catch (RuntimeException e) {
          LOG.error("A round of probes failed; the next one comes in time", e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration rest = settings.profile().probeInterval().minus(took);
        Thread.sleep(rest.isPositive() ? rest : Duration.ZERO);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /**
   * Probes every provider once, all at once, and returns when all have answered, at the latest
   * after the deadline of the profile. Rounds do not overlap: another thread's is waited for first.
   *
   * @throws InterruptedException if interrupted; nothing is noted of probes that had not ended
   */
  public void probe() throws InterruptedException {
    round.lockInterruptibly();
    try {
      ProbeRound now = new ProbeRound(settings.profile().probeDeadline());
      probes.forEach((id, probe) -> now.begin(probe, of(id)));
      boolean changed = now.end();
      Instant time = settings.clock().instant();
      if (changed || !time.isBefore(saved.plus(SAVE_EVERY))) {
        save(time);
      }
    } finally {
      round.unlock();
    }
  }

  private void save(Instant time) {
    saved = time;
    if (settings.keeping() == Keeping.SAVED) {
      Map<String, SavedHealth> all = new LinkedHashMap<>();
      health.forEach((id, provider) -> all.put(id, provider.saved()));
      file.ifPresent(it -> it.save(all));
    }
  }

  /** How many threads are at work at providers: probes, and stores that are being closed. */
  int underWay() {
    return probes.values().stream().mapToInt(ProviderProbe::underWay).sum();
  }

  /** How each provider fares now, in the order of the settings. */
  public List<ProviderHealthMetrics> metrics() {
    return health.values().stream().map(ProviderHealth::metrics).toList();
  }

  /**
   * How all providers fare together.
   *
   * @param activeAlerts how many alerts go on, which others know
   */
  public HealthSummary summary(int activeAlerts) {
    return Summaries.of(metrics(), activeAlerts, settings.clock().instant());
  }

  /**
   * How a provider fared, oldest first. Times without any measurement are left out.
   *
   * @throws IllegalArgumentException if it is not watched
   */
  public List<HealthSample> history(String providerId, Resolution resolution) {
    return of(providerId).samples(resolution);
  }

  private ProviderHealth of(String id) {
    return Optional.ofNullable(health.get(id))
        .orElseThrow(() -> new IllegalArgumentException("No provider " + id + " is watched"));
  }

  /**
   * For the settings of a vault: what operations do is measured, and what is known of providers is
   * made use of by them. Nothing is known of a provider whose last probe is long ago.
   */
  public StoreWatch watch() {
    return watching;
  }

  /** What a vault sees of the monitor. */
  private final class Watching implements StoreWatch {

    @Override
    public void ended(StoreCall call) {
      Optional.ofNullable(health.get(call.storeId())).ifPresent(provider -> provider.call(call));
    }

    @Override
    public Map<String, KnownHealth> known() {
      Duration fresh =
          settings.profile().probeInterval().multipliedBy(FRESH_ROUNDS).plus(SAVE_EVERY);
      Map<String, KnownHealth> known = new HashMap<>();
      health.forEach(
          (id, provider) -> provider.known(fresh).ifPresent(what -> known.put(id, what)));
      return known;
    }
  }

  /** Ends the probes, closes the stores and keeps the history. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      loop.ifPresent(Thread::interrupt);
    }
    round.lock(); // a round under way ends soon, being interrupted, or at its deadline
    try {
      probes.values().forEach(ProviderProbe::close);
      save(settings.clock().instant());
    } finally {
      round.unlock();
    }
  }
}
