package io.keepsake.cli.secret;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of a value that was stored.
 *
 * @param now the secret with it
 * @param outcome what that was in the place of
 */
public record SecretsChange(StoredSecret now, Outcome outcome) {

  /** What a value was stored in the place of. */
  public enum Outcome {
    /** Nothing. */
    FIRST,
    /** The same value: nothing was changed. */
    SAME,
    /** The newest value, which is the previous one now. */
    REPLACED,
    /** The newest value, which no provider has accepted; the previous one stays that. */
    MENDED
  }

  /**
   * Stores a value.
   *
   * @param value a copy is kept
   * @throws UsageException if the file cannot be used or written; it is as it was then
   */
  public static SecretsChange set(SecretsFile file, SecretName name, Secret value, Instant now)
      throws UsageException {
    List<SecretsChange> made = new ArrayList<>();
    file.change(
        content -> {
          SecretsChange change = of(content.find(name), name, value, now);
          made.add(change);
          return change.outcome() == Outcome.SAME ? content : content.with(change.now());
        });
    return made.getLast();
  }

  private static SecretsChange of(
      Optional<StoredSecret> before, SecretName name, Secret value, Instant now) {
    if (before.isEmpty()) {
      return new SecretsChange(StoredSecret.first(name, value.copy(), now), Outcome.FIRST);
    }
    if (before.get().newest().value().equals(value)) {
      return new SecretsChange(before.get(), Outcome.SAME);
    }
    StoredSecret after = before.get().replaced(value.copy(), now);
    boolean mended = after.previous().equals(before.get().previous());
    return new SecretsChange(after, mended ? Outcome.MENDED : Outcome.REPLACED);
  }
}
