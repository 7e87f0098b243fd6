package io.keepsake.core.probe;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.spi.storage.StoreUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a store says of itself.
 *
 * @param settings which store
 * @param type name of the provider that opened it, such as {@code s3}
 * @param location where it is, for people; its URL if it could not be opened
 * @param capabilities what it can do; empty if it could not be opened
 * @param usage what it knows of its use; empty if it cannot be reached
 * @param answeredIn how long opening and asking took
 * @param problem why it cannot be used, a sentence; empty if it can
 */
public record StoreState(
    StoreSettings settings,
    String type,
    String location,
    Set<Capability> capabilities,
    StoreUsage usage,
    Duration answeredIn,
    Optional<String> problem) {

  static final StoreUsage NO_USAGE = new StoreUsage(OptionalLong.empty(), OptionalLong.empty());

  /** Copies the set. */
  public StoreState {
    capabilities = Set.copyOf(capabilities);
  }

  static StoreState unreachable(
      StoreSettings settings, String type, Duration took, String problem) {
    return new StoreState(
        settings, type, settings.url().toString(), Set.of(), NO_USAGE, took, Optional.of(problem));
  }

  /** Whether it can be used. */
  public boolean reachable() {
    return problem.isEmpty();
  }
}
