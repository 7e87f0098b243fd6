package io.keepsake.core.probe;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.spi.storage.StoreUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at, checks and measures single stores. Stateless; any number of threads may use one. */
public final class StoreProbes {

  private final Plugins plugins;

  /** Probes of stores that these plugins open. */
  public StoreProbes(Plugins plugins) {
    this.plugins = plugins;
  }

  /**
   * Whether a store can be reached, and what it says of itself. Reads one page of one object and
   * the usage, and writes nothing.
   *
   * @throws StoreException kind {@code INVALID} if no plugin opens such URLs or the settings make
   *     no sense; everything else is in the answer
   */
  public StoreState look(StoreSettings settings) throws StoreException {
    ObjectStoreProvider provider = provider(settings);
    long start = System.nanoTime();
    try (ObjectStore store = provider.open(settings)) {
      Optional<String> problem = Optional.empty();
      StoreUsage usage = StoreState.NO_USAGE;
      try {
        store.list("", Optional.empty(), 1, Purpose.PROBE);
        usage = store.usage(Purpose.PROBE);
      } catch (StoreException e) {
        problem = Optional.of(String.valueOf(e.getMessage()));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new StoreState(
          settings, provider.name(), store.location(), store.capabilities(), usage, took, problem);
    } catch (StoreException e) {
      if (e.kind() == Kind.INVALID) {
        throw e;
      }
      return StoreState.unreachable(
          settings,
          provider.name(),
          Duration.ofNanos(System.nanoTime() - start),
          String.valueOf(e.getMessage()));
    }
  }

  /**
   * Tries everything that Keepsake needs of a store, and says in words what works. Ends early when
   * nothing can be stored. A call is made once: what would be tried again in a backup fails here.
   *
   * @param large bytes of the largest object to try, at least 1
   * @param listener hears each result as it comes
   * @throws StoreException kind {@code INVALID} as {@link #look}, kind {@code INTERRUPTED} if the
   *     thread is interrupted; what was written may then be left behind under the scratch prefix
   */
  public CheckReport check(StoreSettings settings, long large, Consumer<CheckResult> listener)
      throws StoreException {
    return new StoreCheck(provider(settings), settings, large, listener).run();
  }

  /**
   * Measures a store.
   *
   * @param listener hears each phase as it ends
   * @throws StoreException if it cannot be opened, or all the calls of a phase fail
   */
  public BenchReport bench(
      StoreSettings settings, BenchPlan plan, Consumer<BenchReport.Phase> listener)
      throws StoreException {
    try (ObjectStore store = provider(settings).open(settings)) {
      return new StoreBench(store, plan, listener).run();
    }
  }

  private ObjectStoreProvider provider(StoreSettings settings) throws StoreException {
    Optional<ObjectStoreProvider> provider = plugins.storage(settings.scheme());
    if (provider.isPresent()) {
      return provider.get();
    }
    StringBuilder message =
        new StringBuilder("No plugin opens ")
            .append(settings.scheme())
            .append(": URLs, which provider ")
            .append(settings.id())
            .append(" needs");
    for (PluginProblem problem : plugins.problems()) {
      message.append("; plugin ").append(problem.plugin()).append(": ").append(problem.problem());
    }
    throw new StoreException(Kind.INVALID, settings.id(), message.toString());
  }
}
