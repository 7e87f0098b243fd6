package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultException.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Operations that may fail, in ways that are allowed, when providers are in trouble. */
final class Attempts {

  /** Whether trouble is an excuse. */
  enum Excuse {
    /** Enough providers are well: the operation has to succeed. */
    NONE,
    /** It may fail for want of providers. */
    TROUBLE
  }

  private static final Set<Kind> FOR_WANT_OF_PROVIDERS =
      EnumSet.of(Kind.TOO_FEW_COPIES, Kind.DAMAGED, Kind.NO_VAULT, Kind.NO_SUCH_SNAPSHOT);

  /** More interrupts than a schedule can ask for. */
  private static final int MOST_LATE_INTERRUPTS = 100;

  private final Watch watch;

  Attempts(Watch watch) {
    this.watch = watch;
  }

  /** An operation's result; empty if it failed as it may. */
  <T> Optional<T> run(String name, Excuse excuse, Callable<T> operation)
      throws InterruptedException {
    try {
      return Optional.of(watch.run(name, operation));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VaultException failure && isExcused(failure.kind(), excuse)) {
        return Optional.empty();
      }
      if (e.getCause() instanceof ChaosFailure failure) {
        throw failure;
      }
      throw new ChaosFailure("%s must not fail so: %s".formatted(name, e.getCause()), e.getCause());
    }
  }

  /**
   * An operation's result, when nothing excuses a failure. An interrupt that a schedule has asked
   * for by a number of calls may come as late as this: then the operation is run again.
   */
  <T> T must(String name, Callable<T> operation) throws InterruptedException {
    Optional<T> result = run(name, Excuse.NONE, operation);
    for (int i = 0; result.isEmpty() && watch.wasInterrupted() && i < MOST_LATE_INTERRUPTS; i++) {
      result = run(name, Excuse.NONE, operation);
    }
    return result.orElseThrow(() -> new ChaosFailure(name + " was interrupted by nobody"));
  }

  private boolean isExcused(Kind kind, Excuse excuse) {
    if (watch.wasInterrupted()) {
      return kind == Kind.INTERRUPTED || FOR_WANT_OF_PROVIDERS.contains(kind);
    }
    return excuse == Excuse.TROUBLE && FOR_WANT_OF_PROVIDERS.contains(kind);
  }
}
