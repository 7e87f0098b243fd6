package io.keepsake.monitor.dashboard;

import io.keepsake.core.placement.Role;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One provider and how it has fared.
 *
 * @param health its measurements
 * @param role what it is there for
 * @param region where it is, if the vault file says so
 * @param location its URL or another word of where it is; a password or a query in it, which may be
 *     a signature, is cut out
 * @param samples the latest response times, oldest first
 * @param history how it fared in equal parts of the last hours or days, oldest first
 */
public record ProviderCard(
    ProviderHealthMetrics health,
    Role role,
    Optional<String> region,
    String location,
    List<Sample> samples,
    List<StatusBucket> history) {

  private static final Pattern PASSWORD = Pattern.compile("(://[^/?#@:]*):[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

  /** Copies the lists and cuts what may be a secret from the location. */
  public ProviderCard {
    location = QUERY.matcher(PASSWORD.matcher(location).replaceAll("$1@")).replaceAll("");
    samples = List.copyOf(samples);
    history = List.copyOf(history);
  }
}
