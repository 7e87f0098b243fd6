package io.keepsake.monitor.health;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a monitor watches, and how.
 *
 * @param providers whom; ids differ
 * @param profile how often, and what is well
 * @param clock the time
 * @param state a directory of this machine where history is kept; empty to keep it in memory
 * @param keeping what is done with that directory
 */
public record HealthSettings(
    List<WatchedProvider> providers,
    HealthProfile profile,
    HealthClock clock,
    Optional<Path> state,
    Keeping keeping) {

  /** What is done with the directory of state. */
  public enum Keeping {
    /** It is read at the beginning and written to: for the one monitor of a machine. */
    SAVED,
    /** It is read at the beginning: for a command beside that monitor. */
    READ
  }

  /**
   * Checks the ids.
   *
   * @throws IllegalArgumentException if two are alike
   */
  public HealthSettings {
    providers = List.copyOf(providers);
    if (providers.stream().map(WatchedProvider::id).distinct().count() < providers.size()) {
      throw new IllegalArgumentException("Two providers to watch have the same id");
    }
  }

  /** Providers watched by this machine's clock, with the history in memory. */
  public static HealthSettings of(List<WatchedProvider> providers, HealthProfile profile) {
    return new HealthSettings(
        providers, profile, HealthClock.SYSTEM, Optional.empty(), Keeping.READ);
  }

  /** The same by another clock. */
  public HealthSettings withClock(HealthClock other) {
    return new HealthSettings(providers, profile, other, state, keeping);
  }

  /** The same with the history in a directory. */
  public HealthSettings withState(Path directory, Keeping use) {
    return new HealthSettings(providers, profile, clock, Optional.of(directory), use);
  }
}
