package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.LockRequest.Action;
import io.keepsake.core.vault.ProviderLocks.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Looks at the locks of all objects of a vault at one store, and makes short ones longer. */
final class StoreLocking {

  private static final int PAGE = 1_000;
  private static final int AT_ONCE = 32;

  private final ObjectStore store;
  private final LockRequest request;
  private final Predicate<ObjectName> meant;
  private final Instant now = Instant.now();
  private final Troubles troubles = new Troubles();
  private Optional<HiddenObjects> hidden = Optional.empty();
  private State state = State.UNKNOWN;
  private Optional<LockRule> rule = Optional.empty();
  private Optional<Instant> soonest = Optional.empty();
  private long compliance;
  private long governance;
  private long unlocked;
  private long lacking;
  private long extended;

  /**
   * For one store.
   *
   * @param meant which objects of the vault are to be locked
   */
  StoreLocking(ObjectStore store, LockRequest request, Predicate<ObjectName> meant) {
    this.store = store;
    this.request = request;
    this.meant = meant;
  }

  /** What a failure leaves undone is in the answer; only an interrupt is thrown. */
  ProviderLocks run() throws IOException {
    Optional<RetentionLocks> known = store.locks();
    if (known.isEmpty()) {
      state = State.CANNOT;
      return answer(Optional.empty());
    }
    RetentionLocks locks = known.get();
    rule = locks.rule();
    HiddenObjects found = new HiddenObjects(locks, troubles);
    hidden = Optional.of(found);
    try {
      Optional<ListPage> first = firstHidden(locks);
      if (first.isEmpty()) {
        state = State.CANNOT;
        return answer(Optional.empty());
      }
      state = State.LOCKS;
      if (request.action() == Action.EXTEND && rule.isEmpty()) {
        return answer(Optional.of(withoutRule()));
      }
      found.find(first.get(), StoreLocking::isOfVault);
      eachPage(locks);
      return answer(troubles.first());
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      String problem = troubles.first().orElse(String.valueOf(e.getMessage()));
      boolean partly = state == State.LOCKS;
      return answer(Optional.of(partly ? problem + "; not all was looked at" : problem));
    }
  }

  private String withoutRule() {
    return "Provider %s can lock, but has not the options %s and %s that say how; nothing was extended there"
        .formatted(store.id(), LockRule.MODE, LockRule.TIME);
  }

  /**
   * The first page of what is hidden; empty for a place without locks, which is a problem only if
   * it was set to lock.
   */
  private Optional<ListPage> firstHidden(RetentionLocks locks) throws StoreException {
    try {
      return Optional.of(locks.hidden(Optional.empty(), Purpose.VERIFY));
    } catch (StoreException e) {
      if (e.kind() == Kind.INVALID && rule.isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void eachPage(RetentionLocks locks) throws IOException {
    Optional<String> next = Optional.empty();
    do {
      ListPage page = store.list("", next, PAGE, Purpose.VERIFY);
      List<ObjectName> names =
          page.objects().stream()
              .map(ObjectStat::name)
              .filter(StoreLocking::isOfVault)
              .filter(meant)
              .toList();
      for (int from = 0; from < names.size(); from += AT_ONCE) {
        some(locks, names.subList(from, Math.min(names.size(), from + AT_ONCE)));
      }
      next = page.next();
    } while (next.isPresent());
  }

  private static boolean isOfVault(ObjectName name) {
    return LockRule.isFor(name)
        && (name.equals(ObjectNames.HEADER) || ObjectNames.hashOf(name).isPresent());
  }

  private void some(RetentionLocks locks, List<ObjectName> names) throws IOException {
    List<Callable<Found>> calls = new ArrayList<>();
    names.forEach(name -> calls.add(() -> each(locks, name)));
    for (Found found : Tasks.atOnce(calls)) {
      count(found);
    }
  }

  /** What there is of an object in the end. */
  private sealed interface Found {}

  /** It has this lock, if it has any, and something may have failed on the way there. */
  private record Seen(Optional<Retention> lock, boolean extended, Optional<StoreException> failure)
      implements Found {}

  /** Nobody knows its lock. */
  private record Unread(StoreException failure) implements Found {}

  /** It was deleted since it was listed. */
  private record Gone() implements Found {}

  private Found each(RetentionLocks locks, ObjectName name) throws StoreException {
    try {
      Optional<Retention> there =
          locks.read(name, Purpose.VERIFY).filter(lock -> lock.until().isAfter(now));
      return request.action() == Action.LOOK || isEnough(there)
          ? new Seen(there, false, Optional.empty())
          : extend(locks, name, there);
    } catch (StoreException e) {
      return switch (e.kind()) {
        case INTERRUPTED -> throw e;
        case NOT_FOUND -> new Gone();
        default -> new Unread(e);
      };
    }
  }

  /** Where a firmer mode is refused, the lock is at least made longer in the mode that it has. */
  private Found extend(RetentionLocks locks, ObjectName name, Optional<Retention> there)
      throws StoreException {
    Retention longer = longer(rule.orElseThrow(), there);
    Optional<StoreException> failure = set(locks, name, longer);
    if (failure.isEmpty()) {
      return new Seen(Optional.of(longer), true, failure);
    }
    Optional<Retention> softer =
        there
            .filter(lock -> failure.get().kind() == Kind.DENIED && lock.mode() != longer.mode())
            .filter(lock -> !isLongEnough(lock))
            .map(lock -> new Retention(lock.mode(), longer.until()));
    return softer.isPresent() && set(locks, name, softer.get()).isEmpty()
        ? new Seen(softer, true, failure)
        : new Seen(there, false, failure);
  }

  /** The failure, if there is one that concerns this object alone. */
  private static Optional<StoreException> set(
      RetentionLocks locks, ObjectName name, Retention retention) throws StoreException {
    try {
      locks.lock(name, retention, Purpose.REPAIR);
      return Optional.empty();
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED || e.kind() == Kind.NOT_FOUND) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  /** As the rule says, and no softer or shorter than what is there. */
  private Retention longer(LockRule wanted, Optional<Retention> there) {
    Retention ruled = wanted.from(now);
    boolean firmer = there.filter(lock -> lock.mode() == LockMode.COMPLIANCE).isPresent();
    Instant until =
        there.map(Retention::until).filter(ruled.until()::isBefore).orElse(ruled.until());
    return new Retention(firmer ? LockMode.COMPLIANCE : ruled.mode(), until);
  }

  /** Where nobody has said what is wanted, any lock is enough, but none is not. */
  private boolean isEnough(Optional<Retention> there) {
    LockMode mode = rule.map(LockRule::mode).orElse(LockMode.GOVERNANCE);
    return there.filter(lock -> isLongEnough(lock) && lock.mode().compareTo(mode) >= 0).isPresent();
  }

  private boolean isLongEnough(Retention lock) {
    return request
        .atLeast()
        .or(() -> rule.map(each -> each.time().dividedBy(2)))
        .filter(time -> lock.until().isBefore(now.plus(time)))
        .isEmpty();
  }

  private void count(Found found) throws StoreException {
    switch (found) {
      case Seen seen -> {
        count(seen);
        if (seen.failure().isPresent()) {
          troubles.note(seen.failure().get());
        } else {
          troubles.none();
        }
      }
      case Unread(StoreException failure) -> {
        lacking++;
        troubles.note(failure);
      }
      case Gone() -> troubles.none();
    }
  }

  private void count(Seen seen) {
    extended += seen.extended() ? 1 : 0;
    lacking += isEnough(seen.lock()) ? 0 : 1;
    if (seen.lock().isEmpty()) {
      unlocked++;
      return;
    }
    Retention lock = seen.lock().get();
    if (lock.mode() == LockMode.COMPLIANCE) {
      compliance++;
    } else {
      governance++;
    }
    soonest = Optional.of(soonest.filter(lock.until()::isAfter).orElse(lock.until()));
  }

  private ProviderLocks answer(Optional<String> problem) {
    return new ProviderLocks(
        store.id(),
        state,
        rule,
        compliance,
        governance,
        unlocked,
        lacking,
        extended,
        soonest,
        hidden.map(HiddenObjects::locked).orElse(0L),
        hidden.map(HiddenObjects::named).orElse(List.of()),
        hidden.map(HiddenObjects::others).orElse(0L),
        problem);
  }
}
