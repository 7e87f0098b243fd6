package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which values providers have accepted in this process: what counts where the secrets file cannot
 * be written, too.
 */
final class Acceptances {

  private final Set<Acceptance> all = ConcurrentHashMap.newKeySet();

  /** The time tells a value from the same one, stored again after another. */
  private record Acceptance(String mark, SecretName name, Secret value, Instant since) {}

  /** Notes that a provider accepted the newest value of a secret. */
  void add(String mark, StoredSecret secret) {
    all.add(of(mark, secret));
  }

  /** Whether it has. */
  boolean have(String mark, StoredSecret secret) {
    return all.contains(of(mark, secret));
  }

  private static Acceptance of(String mark, StoredSecret secret) {
    Generation newest = secret.newest();
    return new Acceptance(mark, secret.name(), newest.value(), newest.since());
  }
}
