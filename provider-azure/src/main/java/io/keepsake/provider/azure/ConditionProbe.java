package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds out, once in the life of a store, whether the service honours a condition: a service that
 * ignores it answers as if it had, and objects would be lost.
 */
final class ConditionProbe {

  /** What names of probes begin with; listings do not show them. */
  static final String NAME = ".keepsake-probe-";

  /** What is known. */
  enum Outcome {
    UNKNOWN,
    HONOURED,
    IGNORED
  }

  /** Writes a tiny object, only if it is absent. */
  interface Attempt {
    void put(String blob) throws StoreException;
  }

  /** Removes the object as far as it can. */
  interface Removal {
    void remove(String blob);
  }

  private final String prefix;
  private final Attempt attempt;
  private final Removal removal;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Outcome outcome = Outcome.UNKNOWN;

  /**
   * A probe.
   *
   * @param prefix where the object is put
   * @param attempt the kind of put to try
   * @param removal how it is removed
   */
  ConditionProbe(String prefix, Attempt attempt, Removal removal) {
    this.prefix = prefix;
    this.attempt = attempt;
    this.removal = removal;
  }

  /** What is known so far. */
  Outcome outcome() {
    return outcome;
  }

  /**
   * Whether the condition is honoured; asks the service if that is not known yet.
   *
   * @throws StoreException if the service could not be asked
   */
  boolean isHonoured() throws StoreException {
    if (outcome == Outcome.UNKNOWN) {
      lock.lock();
      try {
        if (outcome == Outcome.UNKNOWN) {
          outcome = ask();
        }
      } finally {
        lock.unlock();
      }
    }
    return outcome == Outcome.HONOURED;
  }

  private Outcome ask() throws StoreException {
    String blob = prefix + NAME + UUID.randomUUID();
    attempt.put(blob);
    try {
      attempt.put(blob);
      return Outcome.IGNORED;
    } catch (StoreException e) {
      if (e.kind() == Kind.ALREADY_EXISTS) {
        return Outcome.HONOURED;
      }
      throw e;
    } finally {
      removal.remove(blob);
    }
  }
}
