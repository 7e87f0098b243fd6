package io.keepsake.cli.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the dashboard is to be.
 *
 * @param address on which it listens, in digits
 * @param port on which it listens; 0 for any that is free
 * @param tokenFile a file with what visitors have to know; needed where others can reach it
 * @param names by which browsers may ask for it
 */
public record DashboardPlace(
    String address, int port, Optional<Path> tokenFile, Set<String> names) {

  /** For everybody on this machine. */
  static final DashboardPlace LOOPBACK =
      new DashboardPlace("127.0.0.1", 7979, Optional.empty(), Set.of());

  /** Copies the names. */
  public DashboardPlace {
    names = Set.copyOf(names);
  }
}
