package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.monitor.health.ProviderProbe.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One probe of every provider, all at once and with one deadline for each. For one thread. */
final class ProbeRound {

  private final Duration limit;
  private final long end;
  private final List<Entry> entries = new ArrayList<>();
  private boolean statusChanged;

  private record Entry(ProviderProbe probe, ProviderHealth health, Optional<Attempt> attempt) {}

  ProbeRound(Duration limit) {
    this.limit = limit;
    end = System.nanoTime() + limit.toNanos(); // of the machine: nobody can fake a hanging call
  }

  /** Begins to probe a provider. */
  void begin(ProviderProbe probe, ProviderHealth health) {
    entries.add(new Entry(probe, health, probe.begin()));
  }

  /**
   * Waits until all probes have ended, at most until the deadline, and notes how they went.
   *
   * @return whether a status has changed
   * @throws InterruptedException if interrupted; probes that had not ended are given up, and
   *     nothing is noted of them
   */
  boolean end() throws InterruptedException {
    try {
      for (Entry entry : entries) {
        end(entry);
      }
      List<CompletableFuture<Void>> usages =
          entries.stream().map(entry -> entry.probe().askUsage(entry.health())).toList();
      for (CompletableFuture<Void> usage : usages) {
        await(usage); // one that hangs goes on, and says nothing of the provider
      }
      return statusChanged;
    } catch (InterruptedException e) {
      entries.forEach(entry -> entry.attempt().ifPresent(ProbeRound::giveUp));
      throw e;
    }
  }

  private static void giveUp(Attempt attempt) {
    if (!attempt.ended().isDone()) {
      attempt.abandon();
    }
  }

  private void end(Entry entry) throws InterruptedException {
    ProviderHealth health = entry.health();
    if (entry.attempt().isEmpty()) {
      noteHanging(health, new ProbeCalls(entry.probe().id(), HealthClock.SYSTEM));
      return;
    }
    Attempt attempt = entry.attempt().get();
    Optional<Optional<StoreException>> result = await(attempt.ended());
    if (result.isEmpty()) {
      attempt.abandon();
      attempt.calls().ended().forEach(health::call);
      noteHanging(health, attempt.calls());
    } else {
      attempt.calls().ended().forEach(health::call);
      statusChanged |= health.probed(result.get());
    }
  }

  private void noteHanging(ProviderHealth health, ProbeCalls calls) {
    StoreCall hanging = calls.hanging(limit);
    health.call(hanging);
    statusChanged |= health.probed(hanging.failure());
  }

  /** The result; empty if it has not come by the deadline. */
  private <T> Optional<T> await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return Optional.ofNullable(
          future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // they never fail
    }
  }
}
