package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.core.watch.StoreCall.Operation;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Probes one provider. The store is opened by the first probe and stays open until one fails. A
 * probe that is not over in time is interrupted, and its store closed, both on threads of their own;
 * while {@value #MOST_HANGING} of these have not ended, no further probe is begun. Safe for many
 * threads.
 */
final class ProviderProbe implements AutoCloseable {

  /** Threads that may hang before no further probe is begun. */
  static final int MOST_HANGING = 3;

  private final WatchedProvider provider;
  private final HealthProfile profile;
  private final HealthClock clock;
  private final ProbeNames names;
  private Optional<ObjectStore> open = Optional.empty();
  private Optional<Instant> usageAsked = Optional.empty();
  private boolean askingUsage;
  private int underWay;
  private boolean closed;

  ProviderProbe(
      WatchedProvider provider, HealthProfile profile, HealthClock clock, ProbeNames names) {
    this.provider = provider;
    this.profile = profile;
    this.clock = clock;
    this.names = names;
  }

  /** A probe under way. */
  final class Attempt {
    private final ProbeCalls calls = new ProbeCalls(provider.id(), clock);
    private final CompletableFuture<Optional<StoreException>> ended = new CompletableFuture<>();
    private final Thread thread =
        Thread.ofVirtual().name("probe-" + provider.id()).unstarted(this::run);
    private Optional<ObjectStore> store = Optional.empty();
    private boolean abandoned;

    /** Completes with the failure, if there was one. */
    CompletableFuture<Optional<StoreException>> ended() {
      return ended;
    }

    ProbeCalls calls() {
      return calls;
    }

    private void run() {
      try {
        probe();
        ended.complete(Optional.empty());
      } catch (StoreException e) {
        discard();
        ended.complete(Optional.of(e));
      } catch (RuntimeException | Error e) {
        discard();
        ended.complete(
            Optional.of(new StoreException(Kind.UNAVAILABLE, provider.id(), broken(e), e)));
      } finally {
        left();
      }
    }

    private String broken(Throwable e) {
      return "Provider %s failed: %s".formatted(provider.id(), e);
    }

    private void probe() throws StoreException {
      Optional<ObjectStore> kept = take();
      boolean fresh = kept.isEmpty();
      ObjectStore mine =
          fresh ? calls.timed(Operation.OPEN, 0, provider.opening()::open) : kept.orElseThrow();
      hold(mine);
      RoundTrip trip = new RoundTrip(mine, provider, names, clock, calls);
      trip.run();
      if (fresh) {
        trip.clean();
      }
      giveBack(mine);
    }

    private synchronized void hold(ObjectStore mine) {
      store = Optional.of(mine);
      if (abandoned) {
        discard();
      }
    }

    /** The probe is over: the next one goes on with its store, unless this one came too late. */
    private synchronized void giveBack(ObjectStore mine) {
      if (!abandoned) {
        store = Optional.empty();
        keep(mine);
      }
    }

    /** Nobody waits any more: ends it as far as that can be done. */
    synchronized void abandon() {
      abandoned = true;
      thread.interrupt();
      discard();
    }

    /** Closes the store, on a thread of its own, for it may not answer. */
    private synchronized void discard() {
      store.ifPresent(ProviderProbe.this::discard);
      store = Optional.empty();
    }
  }

  /** Begins a probe; empty if too many hang. */
  synchronized Optional<Attempt> begin() {
    if (closed || underWay >= MOST_HANGING) {
      return Optional.empty();
    }
    underWay++;
    Attempt attempt = new Attempt();
    attempt.thread.start();
    return Optional.of(attempt);
  }

  /** How many threads are at work at this provider. */
  synchronized int underWay() {
    return underWay;
  }

  private synchronized void left() {
    underWay--;
  }

  private synchronized Optional<ObjectStore> take() {
    Optional<ObjectStore> taken = open;
    open = Optional.empty();
    return taken;
  }

  private synchronized void keep(ObjectStore store) {
    if (closed || open.isPresent()) {
      discard(store);
    } else {
      open = Optional.of(store);
    }
  }

  private synchronized void discard(ObjectStore store) {
    underWay++;
    Thread.ofVirtual()
        .name("close-" + provider.id())
        .start(
            () -> {
              try {
                store.close();
              } finally {
                left();
              }
            });
  }

  /**
   * Asks the store for its use and room, if it can tell and was not asked for a while; at most one
   * such question is under way.
   *
   * @param health is told the answer and the call
   * @return completes when the question is over, or at once
   */
  synchronized CompletableFuture<Void> askUsage(ProviderHealth health) {
    Instant now = clock.instant();
    boolean due =
        usageAsked.filter(last -> now.isBefore(last.plus(profile.usageInterval()))).isEmpty();
    if (askingUsage || !due || open.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    ObjectStore store = open.get();
    usageAsked = Optional.of(now);
    askingUsage = true;
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("usage-" + provider.id())
        .start(
            () -> {
              try {
                askUsage(store, health);
              } finally {
                asked();
                over.complete(null);
              }
            });
    return over;
  }

  private void askUsage(ObjectStore store, ProviderHealth health) {
    if (!store.capabilities().contains(Capability.USAGE)
        && !store.capabilities().contains(Capability.QUOTA)) {
      return;
    }
    ProbeCalls calls = new ProbeCalls(provider.id(), clock);
    try {
      StoreUsage usage = calls.timed(Operation.USAGE, 0, () -> store.usage(Purpose.PROBE));
      health.used(usage);
    } catch (StoreException e) {
      // noted as a call that failed
    }
    calls.ended().forEach(health::call);
  }

  private synchronized void asked() {
    askingUsage = false;
  }

  String id() {
    return provider.id();
  }

  /** Closes the store; a probe under way ends by itself or fails. */
  @Override
  public synchronized void close() {
    closed = true;
    take().ifPresent(this::discard);
  }
}
