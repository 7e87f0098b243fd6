package io.keepsake.core.vault;

import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the objects of a vault are locked at one provider.
 *
 * @param id which
 * @param state whether it locks
 * @param rule how it is set to lock what is put; empty if it is not
 * @param compliance objects with a lock in that mode that has not ended
 * @param governance the same, in the other mode
 * @param unlocked objects without a lock, or with one that has ended
 * @param lacking objects, unlocked ones among them, whose lock is shorter or softer than is wanted;
 *     and those whose lock could not be read
 * @param extended how many locks were set or made longer
 * @param soonest when the first of the locks ends
 * @param hiddenCount objects that a deletion has hidden in spite of a lock that has not ended
 * @param hidden the first hundred of them
 * @param deletedCount objects that a deletion has hidden whose lock, if they had one, has ended:
 *     the service may still have their bytes
 * @param problem why it could not be looked at, or not to its end, or what went wrong first with an
 *     object: one sentence
 */
public record ProviderLocks(
    String id,
    State state,
    Optional<LockRule> rule,
    long compliance,
    long governance,
    long unlocked,
    long lacking,
    long extended,
    Optional<Instant> soonest,
    long hiddenCount,
    List<ObjectName> hidden,
    long deletedCount,
    Optional<String> problem) {

  /** Whether a provider locks. */
  public enum State {
    /** Its place can lock. */
    LOCKS,
    /** Its kind cannot, or its place is not set up for it. */
    CANNOT,
    /** It could not be asked. */
    UNKNOWN
  }

  /** Copies the list. */
  public ProviderLocks {
    hidden = List.copyOf(hidden);
  }

  /** Of a provider that could not be used. */
  static ProviderLocks unusable(String id, String problem) {
    return new ProviderLocks(
        id,
        State.UNKNOWN,
        Optional.empty(),
        0,
        0,
        0,
        0,
        0,
        Optional.empty(),
        0,
        List.of(),
        0,
        Optional.of(problem));
  }

  /** How many objects' locks were read. */
  public long objects() {
    return compliance + governance + unlocked;
  }

  /** Whether every object is locked as is wanted, as far as the provider locks at all. */
  public boolean isWell() {
    return problem.isEmpty() && lacking == 0 && hiddenCount == 0;
  }
}
