package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret that is stored under a name.
 *
 * @param name what options call it
 * @param newest what counts
 * @param previous what is tried with a provider that refuses the newest
 */
public record StoredSecret(SecretName name, Generation newest, Optional<Generation> previous) {

  /** A secret with a first value. */
  static StoredSecret first(SecretName name, Secret value, Instant now) {
    return new StoredSecret(name, Generation.of(value, now), Optional.empty());
  }

  /**
   * The secret with a new value. What was the newest becomes the previous one, unless no provider
   * has accepted it and there is one before it: then it was a mistake that is being mended, and the
   * one before is the one that works.
   */
  StoredSecret replaced(Secret value, Instant now) {
    boolean mistake = newest.acceptedBy().isEmpty() && previous.isPresent();
    return new StoredSecret(
        name, Generation.of(value, now), mistake ? previous : Optional.of(newest));
  }

  /** The secret with its newest value alone. */
  public StoredSecret withoutPrevious() {
    return new StoredSecret(name, newest, Optional.empty());
  }

  /** The secret whose newest value has worked with a provider. */
  StoredSecret accepted(String mark) {
    return new StoredSecret(name, newest.accepted(mark), previous);
  }

  /** What is worth a try with a provider that refuses the newest: none once it has accepted it. */
  Optional<Generation> fallback(String mark) {
    return newest.acceptedBy().contains(mark) ? Optional.empty() : previous;
  }
}
