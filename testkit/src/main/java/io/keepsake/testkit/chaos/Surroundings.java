package io.keepsake.testkit.chaos;

import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.VaultKey;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how a vault is tried.
 *
 * @param directory for files, empty; left empty when all is well
 * @param plugins open the providers, and the encryption
 * @param key opens the vault; a key file costs less time than a passphrase
 * @param patience of the vault with its providers
 * @param deadline that every operation keeps, or the schedule has failed
 */
public record Surroundings(
    Path directory, Plugins plugins, VaultKey key, Patience patience, Duration deadline) {

  /**
   * Three quick tries, or one that is not answered in time, and operations that may take a minute.
   *
   * @param call how long one call may take: less for schedules with black holes, so that they end
   *     soon; more for others, so that a busy machine is not taken for a provider in trouble
   */
  public static Surroundings quick(Path directory, Plugins plugins, VaultKey key, Duration call) {
    Patience patience =
        new Patience(3, Duration.ofMillis(1), Duration.ofMillis(2), call.dividedBy(2), call);
    return new Surroundings(directory, plugins, key, patience, Duration.ofMinutes(1));
  }
}
